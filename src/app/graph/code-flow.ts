import type { CodeGraph, Step } from '#compile/code-graph.ts'

/** A step of the code in its place: columns and rows of a grid, not pixels. */
export interface FlowNode {
  readonly id: string
  readonly kind: 'start' | 'call' | 'together' | 'choice' | 'loop' | 'attempt' | 'end'
  readonly title: string
  readonly detail: string
  readonly line: number
  readonly x: number
  readonly y: number
}

export interface FlowEdge {
  readonly from: string
  readonly to: string
  readonly label: string
  /** Back to the head of a loop. */
  readonly isBack: boolean
}

export interface Flow {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
  /** Nodes that run for each item of a list. */
  readonly repeated: ReadonlySet<string>
}

/** Where code goes on from: a node, and what must hold for going this way. */
interface Exit {
  readonly from: string
  readonly label: string
}

/** The steps from top to bottom, the arms of a choice beside each other, loops with the way back. */
export function flowOf({ orchestrator, line, steps }: CodeGraph): Flow {
  const drawing = new Drawing()
  const start = drawing.node('start', orchestrator, '', line, 0, 0)
  const { exits, bottom } = drawing.steps(steps, 0, 1, [{ from: start, label: '' }])
  if (exits.length > 0) drawing.enter(exits, drawing.node('end', 'end', '', line, 0, bottom))
  return drawing
}

interface Drawn {
  readonly exits: readonly Exit[]
  /** The first free row below. */
  readonly bottom: number
  /** How many columns it took. */
  readonly width: number
}

class Drawing implements Flow {
  readonly nodes: FlowNode[] = []
  readonly edges: FlowEdge[] = []
  readonly repeated = new Set<string>()

  node(kind: FlowNode['kind'], title: string, detail: string, line: number, x: number, y: number): string {
    const id = String(this.nodes.length)
    this.nodes.push({ id, kind, title, detail, line, x, y })
    return id
  }

  enter(exits: readonly Exit[], to: string, isBack = false): void {
    for (const { from, label } of exits) this.edges.push({ from, to, label, isBack })
  }

  steps(steps: readonly Step[], x: number, y: number, into: readonly Exit[]): Drawn {
    let drawn: Drawn = { exits: into, bottom: y, width: 1 }
    for (const step of steps) {
      if (drawn.exits.length === 0) break // nothing gets here
      const next = this.step(step, x, drawn.bottom, drawn.exits)
      drawn = { ...next, width: Math.max(drawn.width, next.width) }
    }
    return drawn
  }

  private step(step: Step, x: number, y: number, into: readonly Exit[]): Drawn {
    switch (step.kind) {
      case 'call': {
        const title = `${step.name ?? step.method}${step.isRepeated ? ' × n' : ''}`
        const id = this.node('call', title, step.name === null ? '' : step.method, step.line, x, y)
        if (step.isRepeated) this.repeated.add(id)
        this.enter(into, id)
        return { exits: [{ from: id, label: '' }], bottom: y + 1, width: 1 }
      }
      case 'together': {
        const inner = this.steps(step.steps, x, y, into)
        const id = this.node('together', `Task.${step.how}`, '', step.line, x, inner.bottom)
        this.enter(inner.exits, id)
        return { exits: [{ from: id, label: '' }], bottom: inner.bottom + 1, width: inner.width }
      }
      case 'choice':
        return this.choice(step, x, y, into)
      case 'loop': {
        const id = this.node('loop', step.text, '', step.line, x, y)
        this.enter(into, id)
        const inner = this.steps(step.steps, x, y + 1, [{ from: id, label: '' }])
        this.enter(inner.exits, id, true)
        return { exits: [{ from: id, label: '' }], bottom: inner.bottom, width: inner.width + 1 }
      }
      case 'attempt': {
        const id = this.node('attempt', 'try', '', step.line, x, y)
        this.enter(into, id)
        const inner = this.steps(step.steps, x, y + 1, [{ from: id, label: '' }])
        if (step.caught.length === 0) return { ...inner, exits: [...inner.exits, { from: id, label: 'catch' }] }
        const caught = this.steps(step.caught, x + inner.width, y + 1, [{ from: id, label: 'catch' }])
        return {
          exits: [...inner.exits, ...caught.exits],
          bottom: Math.max(inner.bottom, caught.bottom),
          width: inner.width + caught.width,
        }
      }
      case 'end': {
        const id = this.node('end', step.how, '', step.line, x, y)
        this.enter(into, id)
        return { exits: [], bottom: y + 1, width: 1 }
      }
    }
  }

  private choice(step: Extract<Step, { kind: 'choice' }>, x: number, y: number, into: readonly Exit[]): Drawn {
    const id = this.node('choice', step.text, '', step.line, x, y)
    this.enter(into, id)
    const exits: Exit[] = []
    let [bottom, width] = [y + 1, 0]
    for (const { when, steps } of step.arms) {
      const arm = this.steps(steps, x + width, y + 1, [{ from: id, label: when }])
      exits.push(...arm.exits)
      bottom = Math.max(bottom, arm.bottom)
      width += steps.length === 0 ? 0 : arm.width
    }
    return { exits, bottom, width: Math.max(1, width) }
  }
}
