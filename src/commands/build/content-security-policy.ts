import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'
import { BOOT } from '#sandbox/boot.ts'

/**
 * The page's policy: nothing but what came with it, and no network but its own origin.
 *
 * A srcdoc frame inherits it, so the sandbox's boot script must be allowed here by its hash, or it never starts.
 */
export function pagePolicy(): string {
  return [
    "default-src 'none'",
    `script-src 'self' blob: 'wasm-unsafe-eval' '${hashOf(BOOT)}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'self' blob: data:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** Writes the policy into index.html: a static host sends no headers of ours. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: pagePolicy() },
        injectTo: 'head-prepend',
      },
    ],
  }
}

function hashOf(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`
}
