import { defineTexts } from './texts.ts';

interface MapTexts {
  readonly heading: string;
  readonly noWeights: string;
  readonly coming: string;
  /** The plane's share, in per cent. */
  readonly projection: (share: string) => string;
  readonly projectionTitle: string;
  readonly label: (lane: string, path: string) => string;
  readonly codes: string;
  readonly drawHint: string;
  readonly point: (number: number, count: number, along: string, across: string) => string;
  readonly pointHelp: string;
  readonly addPoint: string;
  readonly clear: string;
  readonly clearTitle: string;
  readonly tableLabel: string;
  readonly path: string;
  readonly distance: string;
  readonly distanceTitle: string;
  readonly smoothness: string;
  readonly smoothnessTitle: string;
  readonly length: string;
  readonly lengthTitle: string;
  readonly notDrawn: string;
  readonly notSearched: string;
  readonly searching: (percent: number) => string;
  readonly outdated: string;
  readonly geodesicNote: string;
  readonly geodesicTitle: string;
}

/** The latent map and its paths. */
export const mapTexts = defineTexts<MapTexts>(
  {
    heading: 'Map of latents',
    noWeights: 'A map needs weights: press Train, or open a file.',
    coming: 'The map comes in a moment.',
    projection: (share) => `Projection: ${share} % of the variance`,
    projectionTitle:
      'The two principal components of the latents of 160 lines, each drawn at its own angle. Distances that lie across this plane cannot be seen.',
    label: (lane, path) =>
      `Projection of the latents of ${lane} onto a plane, coloured and turned by angle, with the ${path} path from x₂ to x₁`,
    codes: '□ codes that it snaps to',
    drawHint: 'Drag across the map to draw a path.',
    point: (number, count, along, across) =>
      `Point ${number} of ${count} of the path: ${along} along, ${across} across`,
    pointHelp: 'Arrow keys move it, with Shift further; Delete removes it.',
    addPoint: 'Add a point',
    clear: 'Clear',
    clearTitle: 'Forget the path drawn by hand',
    tableLabel: 'The four paths, measured',
    path: 'path',
    distance: 'distance',
    distanceTitle: 'Mean distance to the nearest lines, ×10⁻³, over eleven images of the path',
    smoothness: 'smooth.',
    smoothnessTitle: 'Smoothness: how evenly the angle moves; 0 is ideal',
    length: 'length',
    lengthTitle:
      'How far the decoded image moves on the way: the sum of ‖difference‖ over 20 steps, in pixel values',
    notDrawn: 'not drawn',
    notSearched: 'not searched',
    searching: (percent) => `searching, ${percent} %`,
    outdated: 'of earlier weights',
    geodesicNote: 'Shortest in pixels is near a cross-fade: it may leave the lines.',
    geodesicTitle:
      'The shortest way between two images in pixel space is the cross-fade itself. The closer a decoded path comes to it, the shorter it is, and the less its images are lines.',
  },
  {
    heading: 'Carte des codes latents',
    noWeights: 'Une carte demande des poids : entraînez, ou ouvrez un fichier.',
    coming: 'La carte arrive dans un instant.',
    projection: (share) => `Projection : ${share} % de la variance`,
    projectionTitle:
      'Les deux composantes principales des codes latents de 160 traits, chacun dessiné à son angle. Les distances hors de ce plan ne se voient pas.',
    label: (lane, path) =>
      `Projection des codes latents de ${lane} sur un plan, colorés et tournés selon l’angle, avec le chemin ${path} de x₂ à x₁`,
    codes: '□ codes où il s’accroche',
    drawHint: 'Glissez sur la carte pour tracer un chemin.',
    point: (number, count, along, across) =>
      `Point ${number} sur ${count} du chemin : ${along} le long, ${across} de côté`,
    pointHelp: 'Les flèches le déplacent, plus loin avec Maj ; Suppr l’enlève.',
    addPoint: 'Ajouter un point',
    clear: 'Effacer',
    clearTitle: 'Oublier le chemin tracé à la main',
    tableLabel: 'Mesures des quatre chemins',
    path: 'chemin',
    distance: 'distance',
    distanceTitle: 'Distance moyenne aux traits les plus proches, ×10⁻³, sur onze images du chemin',
    smoothness: 'régul.',
    smoothnessTitle: 'Régularité du mouvement de l’angle ; 0 est l’idéal',
    length: 'longueur',
    lengthTitle:
      'De combien l’image décodée bouge en route : la somme des ‖différences‖ sur 20 pas, en valeurs de pixels',
    notDrawn: 'pas tracé',
    notSearched: 'pas cherché',
    searching: (percent) => `recherche, ${percent} %`,
    outdated: 'de poids antérieurs',
    geodesicNote: 'Le plus court en pixels ressemble au fondu : il peut quitter les traits.',
    geodesicTitle:
      'Le plus court chemin entre deux images, dans l’espace des pixels, est le fondu lui-même. Plus un chemin décodé s’en approche, plus il est court, et moins ses images sont des traits.',
  },
);
