import { Component, type ReactNode } from 'react'

interface BoundaryProps {
  readonly children: ReactNode
  /** Stands in the place of what could not be rendered; `again` tries it once more. */
  readonly instead: (error: unknown, again: () => void) => ReactNode
}

type BoundaryState = { readonly failed: { readonly error: unknown } | null }

/** Keeps what goes wrong in a part of the page from taking the whole of it along. React offers that to classes only. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failed: null }

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failed: { error } }
  }

  override render(): ReactNode {
    const { failed } = this.state
    return failed === null ? this.props.children : this.props.instead(failed.error, this.again)
  }

  private readonly again = () => this.setState({ failed: null })
}
