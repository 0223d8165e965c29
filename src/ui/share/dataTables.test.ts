import { expect, test } from 'vitest';
import { idleRun } from '../../store/runs.ts';
import { pathTable, trainingTable } from './dataTables.ts';

const strip = {
  angles: [0, 0.5, 1],
  distances: [0.01, 0.02, 0.03],
  meanDistance: 0.02,
  smoothness: 0,
  guesses: [0, 0.4, 0.1],
};
const runs = {
  a: {
    ...idleRun,
    seed: 7,
    samples: 640,
    lossHistory: [{ samples: 320, losses: { loss_ae: 0.5, loss_disc: 0.1 } }],
    evaluations: [
      {
        samples: 640,
        meanDistance: 0.004,
        smoothness: Number.NaN,
        smoothnessPlain: 0,
        undefinedScores: 0,
        reconstruction: 0.2,
      },
    ],
  },
};

test('every image of a path is a line; rows without pictures are left out', () => {
  const rows = [
    { row: 'ideal', name: 'Ideal' },
    { row: 'a', name: 'ACAI' },
    { row: 'b', name: 'VAE' },
  ];
  const table = pathTable(rows, { ideal: { ...strip, guesses: null }, a: strip }, runs);
  expect(table.split('\r\n')).toEqual([
    'row,name,seed,samples,alpha,angle_rad,distance,guess',
    'ideal,Ideal,,,0,0,0.01,',
    'ideal,Ideal,,,0.5,0.5,0.02,',
    'ideal,Ideal,,,1,1,0.03,',
    'a,ACAI,7,640,0,0,0.01,0',
    'a,ACAI,7,640,0.5,0.5,0.02,0.4',
    'a,ACAI,7,640,1,1,0.03,0.1',
    '',
  ]);
});

test('losses and evaluations are lines of one table', () => {
  const table = trainingTable(
    [
      { id: 'a', name: 'ACAI' },
      { id: 'b', name: 'VAE' },
    ],
    runs,
  );
  expect(table.split('\r\n')).toEqual([
    'lane,name,seed,samples,quantity,value',
    'a,ACAI,7,320,loss_ae,0.5',
    'a,ACAI,7,320,loss_disc,0.1',
    'a,ACAI,7,640,meanDistance,0.004',
    'a,ACAI,7,640,smoothness,',
    'a,ACAI,7,640,reconstruction,0.2',
    '',
  ]);
});
