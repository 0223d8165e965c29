/** The order of tasks, and which small ones run together. */
import type { Stored } from './place.ts';
import { mostBindings } from './shader.ts';
import type { Dispatch, ElementTask, Task } from './task.ts';

/** Every task after those that write what it reads, else in the order given. */
export function sortTasks(tasks: readonly Task[]): Task[] {
  const writer = new Map<Stored, Task>();
  for (const task of tasks) for (const value of task.writes) writer.set(value, task);
  const done = new Set<Task>();
  const visit = (task: Task): void => {
    if (done.has(task)) return;
    for (const value of task.reads) {
      const before = writer.get(value);
      if (before && before !== task && !done.has(before)) visit(before);
    }
    done.add(task);
  };
  tasks.forEach(visit);
  return [...done];
}

/** Small tasks wait until something needs one of them; then all that wait run in one dispatch. */
export function groupTasks(tasks: readonly Task[]): Dispatch[] {
  const dispatches: Dispatch[] = [];
  let waiting: ElementTask[] = [];
  let promised = new Set<Stored>();
  const flush = () => {
    dispatches.push(...cutGroups(waiting));
    waiting = [];
    promised = new Set();
  };
  for (const task of tasks) {
    if (task.kind === 'element' && task.small) {
      waiting.push(task);
      promised.add(task.target);
      continue;
    }
    if (task.reads.some((value) => promised.has(value))) flush();
    dispatches.push(task);
  }
  flush();
  return dispatches;
}

/** Cuts where one shader could not bind all that its stages touch. */
function cutGroups(tasks: readonly ElementTask[]): Dispatch[] {
  const groups: Dispatch[] = [];
  let stages: ElementTask[] = [];
  const close = () => {
    if (stages.length > 0) groups.push(groupOf(stages));
    stages = [];
  };
  for (const task of tasks) {
    if (bindingsOf([...stages, task]) > mostBindings) close();
    stages.push(task);
  }
  close();
  return groups;
}

/** Values without a place yet may each need a buffer of their own. */
function bindingsOf(tasks: readonly ElementTask[]): number {
  const values = new Set(tasks.flatMap(({ reads, writes }) => [...reads, ...writes]));
  return new Set([...values].map((value) => value.place?.slot ?? value)).size;
}

function groupOf(stages: ElementTask[]): Dispatch {
  if (stages.length === 1) return stages[0];
  return {
    kind: 'group',
    label: [...new Set(stages.map(({ label }) => label))].join(' + '),
    reads: stages.flatMap(({ reads }) => reads),
    writes: stages.flatMap(({ writes }) => writes),
    stages,
  };
}
