import type {
  notifications as Notifications,
  requests as Names,
} from '../../server/src/protocol.ts';

/**
 * Names of the server's own requests. Spelled again because the client takes only types from the
 * server's sources; the annotation makes the compiler hold the two equal.
 */
export const requests: typeof Names = {
  phases: 'strace/phases',
  explain: 'strace/explain',
  cursor: 'strace/cursor',
  overview: 'strace/overview',
  next: 'strace/next',
  follow: 'strace/follow',
  manual: 'strace/manual',
  paths: 'strace/paths',
};

/** Names of the notifications to the server; held equal as the requests are. */
export const notifications: typeof Notifications = {
  profiles: 'strace/profiles',
};
