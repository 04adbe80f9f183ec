export { readAnchors, type Anchors } from './anchors.ts';
export { formatAnchor, parseAnchor, type Anchor } from './chain.ts';
export { verifyChain, type Verification, type VerifyOptions } from './verify-chain.ts';
