import { Component, type ReactNode } from 'react'

/** A part of the page whose code is fetched when it is wanted. */
export interface CodeBoundaryProps {
  readonly children: ReactNode
  /** Takes its place when its code does not come, or breaks. */
  readonly failed: ReactNode
}

/** Keeps the trouble of one part to itself; the rest of the page stays as it was. */
export class CodeBoundary extends Component<CodeBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? this.props.failed : this.props.children
  }
}
