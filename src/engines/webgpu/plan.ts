/** From a program to dispatches: what each computes, in which order, and where its values lie. */
import type { Program, Update } from '../../graph/program.ts';
import { sampleSize, type Tensor } from '../../graph/tensor.ts';
import { EngineError } from '../engine.ts';
import { adamTask } from './adamKernel.ts';
import { createConstants } from './constants.ts';
import { type ConvolutionSteps, findConvolutionSteps } from './convolutionSteps.ts';
import { convolutionTask, kernelGradientTask, partsOf } from './convolutionTasks.ts';
import { samplesOf } from './elements.ts';
import { type FeedLayout, layOutFeeds } from './feedLayout.ts';
import { shapeOfKernelGradient } from './kernelGradientWork.ts';
import { placeWork } from './liveness.ts';
import {
  alignment,
  append,
  type Place,
  placeOf,
  roundUp,
  type Slot,
  type Stored,
  shifted,
  stored,
} from './place.ts';
import type { KernelChoice, Planner } from './planner.ts';
import { isRowOp, rowTask } from './rowKernels.ts';
import { groupTasks, sortTasks } from './schedule.ts';
import type { Copy, Dispatch, ElementTask, FixedSlots, Task, View } from './task.ts';
import { findUses, origin, type Uses } from './uses.ts';
import { decideValues, type Values } from './values.ts';

export interface Plan {
  readonly batch: number;
  readonly dispatches: readonly Dispatch[];
  readonly copies: readonly Copy[];
  readonly outputs: ReadonlyMap<string, View>;
  /** Floats of the small slot, from its start, in which all small outputs lie. */
  readonly smallOutputs: number;
  readonly feeds: FeedLayout;
  readonly fixed: FixedSlots;
  /** Slots to make buffers for; variables have theirs. */
  readonly slots: readonly Slot[];
  /** A value in memory, or null. */
  viewOf(node: Tensor): View | null;
}

export interface PlanRequest {
  readonly program: Program;
  readonly batch: number;
  readonly drawsAreFed: boolean;
  readonly kernels: KernelChoice;
  readonly variables: { readonly slot: Slot; place(name: string): Place };
}

/** Values of more elements have buffers of their own. */
const smallFloats = 8192;
/** Operations that one workgroup may do in a stage. */
const smallWork = 1 << 16;

export function planStep(request: PlanRequest): Plan {
  const { program, batch, drawsAreFed, variables } = request;
  const feeds = layOutFeeds(program, batch, drawsAreFed);
  const fixed: FixedSlots = {
    feeds: feeds.slot,
    small: { name: 'small', floats: 0 },
    gradients: { name: 'gradients', floats: 0 },
    variables: variables.slot,
  };
  const leaves = new Map<Tensor, Stored>(feeds.values);
  for (const node of program.nodes) {
    if (node.op.kind !== 'variable') continue;
    const { name } = node.op;
    leaves.set(node, stored(name, sampleSize(node), variables.place(name)));
  }
  const isLeaf = (node: Tensor) => leaves.has(node);
  const uses = findUses(program);
  const convolutions = findConvolutionSteps(program, uses);
  const wanted = wantedValues(program);
  const values = decideValues({ program, uses, convolutions, batch, isLeaf, wanted });
  const constants = createConstants();
  const nothing = stored('nothing', alignment, append({ name: 'nothing', floats: 0 }, alignment));
  const slots: Slot[] = [
    fixed.feeds,
    fixed.small,
    fixed.gradients,
    constants.slot,
    placeOf(nothing).slot,
  ];

  const targets = new Map<Tensor, Stored>();
  slots.push(...placeKernelGradients(request, convolutions, uses, fixed, targets));
  placeTargets(request, values, convolutions, fixed, targets);
  const planner: Planner = {
    batch,
    fixed,
    view(node) {
      const view = viewOf(node);
      if (!view) throw new EngineError(`webgpu: ${node.op.kind} is read but not in memory`);
      return view;
    },
    target: (node) => targets.get(node)!,
    kernels: request.kernels,
    nothing,
    constants: constants.place,
  };

  function viewOf(node: Tensor): View | null {
    const made = origin(node);
    const value = leaves.get(made) ?? targets.get(made);
    if (value) return { value, offset: 0 };
    if (made.op.kind !== 'unstack') return null;
    const whole = viewOf(made.inputs[0]);
    const skipped = made.op.start * batch * sampleSize(made);
    return whole && { value: whole.value, offset: whole.offset + skipped };
  }

  const sources = (node: Tensor) => values.sourcesOf(node).map((made) => planner.view(made).value);

  function elementTask(node: Tensor, target: Stored): ElementTask {
    const elements = samplesOf(node, batch) * sampleSize(node);
    const work = elements * values.costOf(node) * loopLength(node, batch);
    const small = elements <= smallFloats && work <= smallWork;
    const held = target === targets.get(node) ? null : viewOf(node);
    const reads = held ? [held.value] : sources(node);
    const label = node.op.kind;
    const writes = [target];
    return { kind: 'element', label, node, target, copies: held !== null, small, reads, writes };
  }

  /** The value of a node at a place of its own, which nothing changes before the step ends. */
  function copyOf(node: Tensor, place: Place | null): View {
    const floats = samplesOf(node, batch) * sampleSize(node);
    const target = stored(`copy of ${node.op.kind}`, floats, place ?? roomFor(floats));
    target.pinned = true;
    tasks.push(elementTask(node, target));
    return { value: target, offset: 0 };
  }

  const roomFor = (floats: number) => (floats <= smallFloats ? append(fixed.small, floats) : null);

  const tasks: Task[] = [];
  for (const node of program.nodes) {
    const step = convolutions.steps.get(node);
    if (step?.kind === 'convolution') tasks.push(convolutionTask(step, planner));
    else if (step) tasks.push(kernelGradientTask(step, planner));
    else if (isRowOp(node)) tasks.push(rowTask(node, planner));
    else if (values.held.has(node) && !convolutions.absorbed.has(node)) {
      tasks.push(elementTask(node, planner.target(node)));
    }
  }

  const keep = (node: Tensor): View => {
    const view = isLeaf(origin(node)) ? null : viewOf(node);
    if (!view || isLeafView(view)) return copyOf(node, null);
    view.value.pinned = true;
    return view;
  };
  const isLeafView = ({ value }: View) => [...leaves.values()].includes(value);
  const outputs = new Map(
    Object.entries(program.outputs).map(([name, node]) => [name, keep(node)]),
  );
  const smallOutputs = Math.max(
    0,
    ...[...outputs.values()].map(({ value }) =>
      value.place?.slot === fixed.small ? value.place.offset + value.floats : 0,
    ),
  );
  const copies = program.updates.flatMap((update): Copy[] => {
    if (update.kind !== 'assign' || update.variable.op.kind !== 'variable') return [];
    const to = variables.place(update.variable.op.name);
    return [{ from: keep(update.value), to, floats: sampleSize(update.variable) }];
  });
  const adamUpdates = program.updates.filter((update) => update.kind === 'adam');
  if (adamUpdates.length > 0) {
    const gradients = new Map(
      [...new Set(adamUpdates.map(({ gradient }) => gradient))].map((gradient) => {
        const view = viewOf(gradient);
        return [
          gradient,
          view?.value.place?.slot === fixed.gradients
            ? view
            : copyOf(gradient, append(fixed.gradients, sampleSize(gradient))),
        ];
      }),
    );
    tasks.push(adamTask(adamUpdates, gradients, planner));
  }

  const dispatches = groupTasks(sortTasks(tasks));
  slots.push(...placeWork(dispatches));
  return {
    batch,
    dispatches,
    copies,
    outputs,
    smallOutputs,
    feeds,
    fixed,
    slots,
    viewOf,
  };
}

/** What must be in memory when the step ends. */
function wantedValues({ outputs, updates }: Program): Tensor[] {
  return [
    ...Object.values(outputs),
    ...updates.flatMap((update) =>
      update.kind === 'assign' ? [update.value] : [update.gradient, update.learningRate],
    ),
  ];
}

/**
 * A kernel's gradient and its bias's lie side by side. Where only Adam reads them they are left in
 * parts, each the sum over a share of the pixels, so that enough invocations share the work.
 */
function placeKernelGradients(
  { program, batch, kernels }: PlanRequest,
  { steps }: ConvolutionSteps,
  uses: Uses,
  fixed: FixedSlots,
  targets: Map<Tensor, Stored>,
): Slot[] {
  const slots: Slot[] = [];
  const watched = new Set(
    [...Object.values(program.outputs), ...program.updates.flatMap(assignedValue)].map(origin),
  );
  for (const step of steps.values()) {
    if (step.kind !== 'kernelGradient') continue;
    const made = [step.kernelGradient, ...(step.biasGradient ? [step.biasGradient] : [])];
    const onlyForAdam = made.every(
      (node) => !watched.has(node) && uses.readers(node).length === 0 && uses.watchers(node) > 0,
    );
    const count = onlyForAdam ? partsOf(shapeOfKernelGradient(step, batch), kernels) : 1;
    const stride = made.reduce((sum, node) => sum + roundUp(sampleSize(node), alignment), 0);
    const slot = onlyForAdam ? fixed.gradients : { name: 'shown gradient', floats: 0 };
    if (!onlyForAdam) slots.push(slot);
    let place = append(slot, count * stride);
    for (const node of made) {
      const value = stored(node.op.kind, sampleSize(node), place);
      value.partials = { count, stride };
      targets.set(node, value);
      place = shifted(place, roundUp(sampleSize(node), alignment));
    }
  }
  return slots;
}

/** Gives other values that are written a place, where they are small or gradients. */
function placeTargets(
  { program, batch }: PlanRequest,
  { held }: Values,
  { steps }: ConvolutionSteps,
  fixed: FixedSlots,
  targets: Map<Tensor, Stored>,
): void {
  const gradients = new Set(program.updates.filter(isAdam).map(({ gradient }) => origin(gradient)));
  const outputs = new Set(Object.values(program.outputs).map(origin));
  const byConvolutions = new Set(
    [...steps.values()].flatMap((step) =>
      step.kind === 'convolution' ? [step.result, step.pooled] : [],
    ),
  );
  // Small outputs first, so that a short copy reads them all back.
  const ordered = program.nodes
    .filter((node) => held.has(node) && !targets.has(node))
    .toSorted((a, b) => Number(outputs.has(b)) - Number(outputs.has(a)));
  for (const node of ordered) {
    const floats = samplesOf(node, batch) * sampleSize(node);
    const value = stored(node.op.kind, floats);
    if (gradients.has(node)) value.place = append(fixed.gradients, floats);
    else if (floats <= smallFloats && !byConvolutions.has(node) && !isRowOp(node)) {
      value.place = append(fixed.small, floats);
    }
    targets.set(node, value);
  }
}

function assignedValue(update: Update): Tensor[] {
  return update.kind === 'assign' ? [update.value] : [];
}

function isAdam(update: Update): update is Extract<Update, { kind: 'adam' }> {
  return update.kind === 'adam';
}

/** Elements that an op visits for one of its own. */
function loopLength({ op, shape, inputs }: Tensor, batch: number): number {
  const [first] = inputs;
  switch (op.kind) {
    case 'sumSample':
    case 'softmax':
    case 'softmaxCrossEntropy':
    case 'argmax':
    case 'dense':
    case 'denseInputGradient':
      return sampleSize(first);
    case 'sumBatch':
    case 'meanBatch':
    case 'denseKernelGradient':
      return samplesOf(first, batch);
    case 'biasGradient':
      return (samplesOf(first, batch) * sampleSize(first)) / shape[0];
    default:
      return 1;
  }
}
