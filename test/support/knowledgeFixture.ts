import { knowledgeFrom } from './knowledgeFrom.ts';

/** A small world with something of each kind. What it says is short, and true of no kernel. */
export const fixtureFiles = {
  'syscalls/openat.yaml': `
name: openat
summary: Opens a file.
class: [file, desc]
args:
  - { name: dirfd, ctype: int, type: dirfd, doc: Start. }
  - { name: pathname, ctype: const char *, type: path, doc: Path. }
  - { name: flags, ctype: int, type: flags, set: [open_mode_flags, open_access_modes], doc: Flags. }
  - { name: mode, ctype: mode_t, type: mode, doc: Mode. }
returns: { type: fd, doc: Descriptor. }
errors:
  ENOENT: The path does not exist, says \`openat\`.
sentence:
  success:
    - if: flags:O_DIRECTORY
      text: 'Opened the directory {pathname} as {result}'
    - text: 'Opened {pathname} {flags|access}[?mode  with {mode}] as {result}[?flags:O_CLOEXEC , closed across exec]'
  failure: 'Could not open {pathname} {flags|access}'
  unfinished: 'Opening {pathname} {flags|access}'
sources: ['https://man7.org/linux/man-pages/man2/openat.2.html']
`,
  'syscalls/read.yaml': `
name: read
summary: Reads.
class: [desc]
args:
  - { name: fd, ctype: int, type: fd, doc: Descriptor. }
  - { name: buf, ctype: void *, type: buffer, out: true, doc: Bytes. }
  - { name: count, ctype: size_t, type: size, doc: Room. }
returns: { type: size, doc: Bytes read. }
sentence:
  success:
    - if: result=0
      text: 'Reached the end of {fd}'
    - if: result<count
      text: 'Read {result|count} of {count} from {fd}'
    - text: 'Read {result} from {fd}: {buf|content}'
  failure: 'Could not read from {fd}'
  unfinished: 'Reading from {fd}'
sources: ['https://man7.org/linux/man-pages/man2/read.2.html']
`,
  'syscalls/fcntl.yaml': `
name: fcntl
summary: Does many things.
class: [desc]
args:
  - { name: fd, ctype: int, type: fd, doc: Descriptor. }
  - { name: op, ctype: int, type: command, set: fcntlcmds, doc: Command. }
  - { name: arg, ctype: long, type: int, doc: Argument. }
returns: { type: int, doc: Depends. }
command:
  arg: op
  set: fcntlcmds
  entries:
    F_SETFD:
      summary: Sets descriptor flags.
      args:
        - { name: arg, ctype: int, type: flags, set: fdflags, doc: New flags. }
      sentence:
        success: 'Set the flags of {fd} to {arg|names}'
    F_SETLK:
      summary: Locks a part of a file.
      args:
        - { name: arg, ctype: struct flock *, type: struct, struct: flock, doc: Lock. }
      errors:
        EAGAIN: Another process holds the lock.
sentence:
  success: 'Did {op} on {fd}'
  failure: 'Could not do {op} on {fd}'
  unfinished: 'Doing {op} on {fd}'
sources: ['https://man7.org/linux/man-pages/man2/fcntl.2.html']
`,
  'syscalls/ioctl.yaml': `
name: ioctl
summary: Controls a device.
class: [desc]
args:
  - { name: fd, ctype: int, type: fd, doc: Descriptor. }
  - { name: op, ctype: unsigned long, type: command, doc: Command. }
  - { name: argp, ctype: void *, type: pointer, doc: Argument. }
sentence:
  success: 'Sent {op} to {fd}'
  failure: 'Could not send {op} to {fd}'
  unfinished: 'Sending {op} to {fd}'
sources: ['https://man7.org/linux/man-pages/man2/ioctl.2.html']
`,
  'syscalls/clone.yaml': `
name: clone
summary: Starts a task.
class: [process]
args:
  - { name: child_stack, ctype: void *, type: address, doc: Stack. }
  - { name: flags, ctype: int, type: flags, set: clone_flags, doc: Flags. }
  - { name: parent_tid, ctype: int *, type: pid, doc: Where the id goes. }
  - { name: child_tidptr, ctype: int *, type: address, doc: Where it is cleared. }
returns: { type: pid, doc: Child. }
sentence:
  success: 'Started {result}[?child_tidptr  ({child_tidptr} is cleared)]'
  failure: 'Could not start a task'
  unfinished: 'Starting a task'
sources: ['https://man7.org/linux/man-pages/man2/clone.2.html']
`,
  'syscalls/connect.yaml': `
name: connect
summary: Connects.
class: [network]
args:
  - { name: sockfd, ctype: int, type: fd, doc: Socket. }
  - { name: addr, ctype: struct sockaddr *, type: sockaddr, doc: Peer. }
  - { name: addrlen, ctype: socklen_t, type: size, doc: Size. }
returns: { type: int, doc: Zero. }
sentence:
  success: 'Connected {sockfd} to {addr}'
  failure: 'Could not connect {sockfd} to {addr}'
  unfinished: 'Connecting {sockfd} to {addr}'
sources: ['https://man7.org/linux/man-pages/man2/connect.2.html']
`,
  'syscalls/poll.yaml': `
name: poll
summary: Waits.
class: [desc]
args:
  - { name: fds, ctype: struct pollfd *, type: array, struct: pollfd, doc: What for. }
  - { name: nfds, ctype: nfds_t, type: count, doc: How many. }
  - { name: timeout, ctype: int, type: milliseconds, doc: How long. }
returns: { type: count, doc: Ready ones. }
sentence:
  success: 'Waited for {fds.0.events} on {fds.0.fd} up to {timeout}, {fds|items} in all: {result} ready[?note.0.revents  for {note.0.revents}]'
  failure: 'Could not wait'
  unfinished: 'Waiting up to {timeout}'
sources: ['https://man7.org/linux/man-pages/man2/poll.2.html']
`,
  'syscalls/wait4.yaml': `
name: wait4
summary: Waits for a child.
class: [process]
args:
  - { name: pid, ctype: pid_t, type: pid, doc: Whom for. }
  - { name: wstatus, ctype: int *, type: status, doc: How it ended. }
returns: { type: pid, doc: Child. }
sentence:
  success:
    - if: wstatus:stopped
      text: '{result} is only {wstatus}'
    - text: '{result} {wstatus}'
  failure: 'Could not wait'
  unfinished: 'Waiting[?pid>0  for {pid}][?pid=-1  for any child]'
sources: ['https://man7.org/linux/man-pages/man2/wait4.2.html']
`,
  'syscalls/exit_group.yaml': `
name: exit_group
summary: Ends the process.
class: [process]
args:
  - { name: status, ctype: int, type: exit, doc: Status. }
returns: { type: void, doc: Never. }
sentence: { success: 'Ended with {status}', failure: 'Could not end', unfinished: 'Ending' }
sources: ['https://man7.org/linux/man-pages/man2/exit_group.2.html']
`,
  'constants/open_mode_flags.yaml': `
group: open_mode_flags
about: How to open.
kind: flags
members:
  O_ACCMODE: { value: 3, mask: true, doc: Access mode. }
  O_CREAT: { value: 0x40, doc: Creates. }
  O_DIRECTORY: { value: 0x10000, doc: Directory. }
  O_CLOEXEC: { value: 0x80000, doc: Closes. }
  O_TMPFILE: { value: 0x410000, doc: Nameless. }
`,
  'constants/open_access_modes.yaml': `
group: open_access_modes
about: What for.
kind: enum
members:
  O_RDONLY: { value: 0, doc: To read. }
  O_WRONLY: { value: 1, doc: To write. }
  O_RDWR: { value: 2, doc: For both. }
`,
  'constants/clone_flags.yaml': `
group: clone_flags
about: What to share.
kind: flags
fields:
  - { mask: 0xff, group: signal, doc: Signal at its end. }
members:
  CLONE_VM: { value: 0x100, doc: Memory. }
  CLONE_THREAD: { value: 0x10000, doc: Thread. }
`,
  'constants/fcntlcmds.yaml': `
group: fcntlcmds
about: Commands.
kind: enum
members:
  F_SETFD: { value: 2, doc: Sets descriptor flags. }
  F_SETLK: { value: 6, values: { mips: 33 }, doc: Locks. }
  AMBIGUOUS: { value: 9, doc: As a command. }
`,
  'constants/fdflags.yaml': `
group: fdflags
about: Descriptor flags.
kind: flags
members:
  FD_CLOEXEC: { value: 1, doc: Closes across exec. }
  AMBIGUOUS: { value: 2, doc: As a flag. }
`,
  'constants/pollflags.yaml': `
group: pollflags
about: Events.
kind: flags
members:
  POLLIN: { value: 1, doc: Readable. }
  POLLOUT: { value: 4, doc: Writable. }
`,
  'constants/addrfams.yaml': `
group: addrfams
about: Families.
kind: enum
members:
  AF_INET: { value: 2, doc: IPv4. }
`,
  'constants/at.yaml': `
group: at
about: A negative number.
kind: enum
members:
  AT_FDCWD: { value: -100, doc: Here. }
`,
  'constants/errno.yaml': `
group: errno
about: Errors.
kind: enum
members:
  ENOENT: { value: 2, doc: No such file in general. }
  EAGAIN: { value: 11, doc: Not now. }
  EWOULDBLOCK: { value: 11, doc: Not now. }
`,
  'constants/signal.yaml': `
group: signal
about: Signals.
kind: enum
members:
  SIGINT: { value: 2, doc: Ctrl-C. }
  SIGKILL: { value: 9, doc: Ends at once. }
  SIGCHLD: { value: 17, doc: A child changed. }
`,
  'constants/signal_realtime.yaml': `
group: signal_realtime
about: Real-time ones.
kind: enum
members:
  SIGRTMIN: { value: 32, doc: First. }
  SIGRT_1: { value: 33, doc: Second. }
  SIGRT: { doc: Free for use. }
`,
  'ioctls/tty.yaml': `
family: tty
about: Terminals.
members:
  TCGETS: { value: 0x5401, arg: 'struct termios *', doc: Gets the settings., sentence: { success: 'Asked for the settings of {fd}' } }
  TCSETS: { value: 0x5402, doc: Sets them. }
  FROB_GETFLAGS: { value: 0x5403, arg: 'int *', set: fdflags, doc: Gets flags. }
`,
  'structs/flock.yaml': `
struct: flock
about: A lock.
fields:
  l_type: { type: enum, set: lockfcmds, doc: Kind. }
  l_start: { type: offset, doc: Start. }
`,
  'structs/pollfd.yaml': `
struct: pollfd
about: What to wait for.
fields:
  fd: { type: fd, doc: Descriptor. }
  events: { type: flags, set: pollflags, doc: Events. }
`,
  'structs/termios.yaml': `
struct: termios
about: Settings.
fields:
  c_iflag: { type: flags, set: fdflags, doc: Input. }
`,
  'structs/sockaddr_in.yaml': `
struct: sockaddr_in
about: IPv4.
fields:
  sa_family: { type: enum, set: addrfams, doc: Family. }
  sin_port: { type: port, doc: Port. }
  sin_addr: { type: ip, doc: Address. }
`,
  'structs/siginfo.yaml': `
struct: siginfo
about: A signal.
fields:
  si_signo: { type: signal, doc: Number. }
  si_pid: { type: pid, doc: Sender. }
  si_code: { type: enum, doc: Why. }
  si_status: { type: int, doc: End of the child. }
`,
  'numbers.yaml': `
numbers:
  openat: 257 295 257 56 322 56
  read: 0 3 0 63 3 63
`,
  'paths.yaml': `
paths:
  - pattern: /etc/ld.so.cache
    doc: Cache of the loader.
  - pattern: /proc/*/maps
    doc: Memory map.
  - pattern: /usr/share/locale/**
    doc: Translations.
`,
} as const;

/** Knowledge of the fixture, fresh, and which parts were read. */
export function fixture(): ReturnType<typeof knowledgeFrom> {
  return knowledgeFrom(fixtureFiles);
}
