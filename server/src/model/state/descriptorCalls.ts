/**
 * Which calls take, make and close descriptors: the part of section 2 of the manual that the fold
 * of the descriptors follows.
 */

/** What a call does to the descriptors of its process, beyond using those it is given. */
export type DescriptorAction =
  | 'uses'
  | 'makes'
  | 'closes'
  | 'duplicates'
  | 'replaces'
  | 'fcntl'
  | 'pair'
  | 'closesRange'
  | 'clones'
  | 'executes'
  | 'unshares'
  | 'sends'
  | 'receives'
  | 'ioctl'
  | 'lists';

/** What a descriptor is open on, by the kind of the call that made it. */
export type DescriptorKind =
  | 'file'
  | 'pipe'
  | 'socket'
  | 'epoll'
  | 'eventfd'
  | 'timerfd'
  | 'signalfd'
  | 'inotify'
  | 'fanotify'
  | 'memfd'
  | 'pidfd'
  | 'io_uring'
  | 'userfaultfd'
  | 'perf_event'
  | 'bpf'
  | 'mq'
  | 'mount'
  | 'landlock'
  | 'seccomp'
  | 'kvm'
  | 'namespace'
  | 'unknown';

export interface DescriptorCall {
  readonly action: DescriptorAction;
  /** Positions of the arguments that are descriptors. */
  readonly args: readonly number[];
  /** What it makes; absent where it makes none, or what it copies. */
  readonly kind?: DescriptorKind;
  /** The flag that makes an `execve` close what it makes; `always` where it has none to set. */
  readonly cloexec?: string;
  /** Position of the flags where that flag is 0x80000, for output of raw numbers. */
  readonly flags?: number;
}

/** Calls whose first argument alone is a descriptor, which they merely use. */
const onFirst = `
  read write readv writev pread64 pwrite64 pread pwrite preadv pwritev preadv2 pwritev2 lseek _llseek
  llseek fstat fstat64 fstatfs fstatfs64 fsync fdatasync syncfs sync_file_range sync_file_range2
  ftruncate ftruncate64 fallocate fadvise64 fadvise64_64 arm_fadvise64_64 readahead flock fchdir
  fchmod fchown fchown32 getdents getdents64 fgetxattr fsetxattr flistxattr fremovexattr
  bind connect listen getsockname getpeername shutdown getsockopt setsockopt sendto recvfrom send
  recv epoll_wait epoll_pwait epoll_pwait2 epoll_wait_old timerfd_settime timerfd_gettime
  timerfd_settime64 timerfd_gettime64 inotify_add_watch inotify_rm_watch io_uring_enter
  pidfd_send_signal process_madvise process_mrelease setns quotactl_fd cachestat finit_module
  vmsplice mq_timedsend mq_timedreceive mq_timedsend_time64 mq_timedreceive_time64 mq_notify
  mq_getsetattr landlock_add_rule landlock_restrict_self fsconfig mount_setattr
  newfstatat fstatat64 fstatat statx mkdirat mknodat unlinkat readlinkat fchmodat fchmodat2 faccessat
  faccessat2 fchownat utimensat utimensat_time64 futimesat name_to_handle_at getxattrat setxattrat
  listxattrat removexattrat file_getattr file_setattr
  oldfstat readdir spu_run perfmonctl osf_fchflags osf_fdatasync osf_fpathconf osf_fstat osf_fstatfs
  osf_fstatfs64 osf_getdirentries osf_ngetpeername osf_ngetsockname osf_nrecvfrom osf_nrecvmsg
  osf_nsendmsg osf_old_fstat
`;

/** Calls that use descriptors at other positions. */
const onOthers: Readonly<Record<string, readonly number[]>> = {
  renameat: [0, 2],
  renameat2: [0, 2],
  linkat: [0, 2],
  symlinkat: [1],
  sendfile: [0, 1],
  sendfile64: [0, 1],
  copy_file_range: [0, 2],
  splice: [0, 2],
  tee: [0, 1],
  mmap: [4],
  mmap2: [4],
  old_mmap: [4],
  epoll_ctl: [0, 2],
  epoll_ctl_old: [0, 2],
  kexec_file_load: [0, 1],
  fanotify_mark: [0, 3],
  move_mount: [0, 2],
};

/** Calls whose result is a new descriptor. */
const making: Readonly<Record<string, Omit<DescriptorCall, 'action'>>> = {
  open: { args: [], kind: 'file', cloexec: 'O_CLOEXEC', flags: 1 },
  openat: { args: [0], kind: 'file', cloexec: 'O_CLOEXEC', flags: 2 },
  openat2: { args: [0], kind: 'file', cloexec: 'O_CLOEXEC' },
  creat: { args: [], kind: 'file' },
  open_by_handle_at: { args: [0], kind: 'file', cloexec: 'O_CLOEXEC', flags: 2 },
  socket: { args: [], kind: 'socket', cloexec: 'SOCK_CLOEXEC', flags: 1 },
  accept: { args: [0], kind: 'socket' },
  accept4: { args: [0], kind: 'socket', cloexec: 'SOCK_CLOEXEC', flags: 3 },
  epoll_create: { args: [], kind: 'epoll' },
  epoll_create1: { args: [], kind: 'epoll', cloexec: 'EPOLL_CLOEXEC', flags: 0 },
  eventfd: { args: [], kind: 'eventfd' },
  eventfd2: { args: [], kind: 'eventfd', cloexec: 'EFD_CLOEXEC', flags: 1 },
  timerfd_create: { args: [], kind: 'timerfd', cloexec: 'TFD_CLOEXEC', flags: 1 },
  signalfd: { args: [0], kind: 'signalfd' },
  signalfd4: { args: [0], kind: 'signalfd', cloexec: 'SFD_CLOEXEC', flags: 3 },
  inotify_init: { args: [], kind: 'inotify' },
  inotify_init1: { args: [], kind: 'inotify', cloexec: 'IN_CLOEXEC', flags: 0 },
  fanotify_init: { args: [], kind: 'fanotify', cloexec: 'FAN_CLOEXEC' },
  memfd_create: { args: [], kind: 'memfd', cloexec: 'MFD_CLOEXEC' },
  memfd_secret: { args: [], kind: 'memfd', cloexec: 'FD_CLOEXEC' },
  pidfd_open: { args: [], kind: 'pidfd', cloexec: 'always' },
  pidfd_getfd: { args: [0], kind: 'unknown', cloexec: 'always' },
  io_uring_setup: { args: [], kind: 'io_uring', cloexec: 'always' },
  userfaultfd: { args: [], kind: 'userfaultfd', cloexec: 'O_CLOEXEC', flags: 0 },
  perf_event_open: { args: [3], kind: 'perf_event', cloexec: 'PERF_FLAG_FD_CLOEXEC' },
  mq_open: { args: [], kind: 'mq', cloexec: 'always' },
  open_tree: { args: [0], kind: 'mount', cloexec: 'OPEN_TREE_CLOEXEC' },
  open_tree_attr: { args: [0], kind: 'mount', cloexec: 'OPEN_TREE_CLOEXEC' },
  fsopen: { args: [], kind: 'mount', cloexec: 'FSOPEN_CLOEXEC' },
  fsmount: { args: [0], kind: 'mount', cloexec: 'FSMOUNT_CLOEXEC' },
  fspick: { args: [0], kind: 'mount', cloexec: 'FSPICK_CLOEXEC' },
  landlock_create_ruleset: { args: [], kind: 'landlock', cloexec: 'always' },
  /** Only with the flag that asks for one; what else it does returns 0. */
  seccomp: { args: [], kind: 'seccomp', cloexec: 'always' },
  bpf: { args: [], kind: 'bpf', cloexec: 'always' },
  socketcall: { args: [], kind: 'socket', cloexec: 'SOCK_CLOEXEC' },
  spu_create: { args: [3], kind: 'file' },
  osf_naccept: { args: [0], kind: 'socket' },
  timerfd: { args: [0], kind: 'timerfd' },
};

const others: Readonly<Record<string, DescriptorCall>> = {
  close: { action: 'closes', args: [0] },
  dup: { action: 'duplicates', args: [0] },
  dup2: { action: 'replaces', args: [0] },
  dup3: { action: 'replaces', args: [0], cloexec: 'O_CLOEXEC', flags: 2 },
  fcntl: { action: 'fcntl', args: [0] },
  fcntl64: { action: 'fcntl', args: [0] },
  pipe: { action: 'pair', args: [], kind: 'pipe' },
  pipe2: { action: 'pair', args: [], kind: 'pipe', cloexec: 'O_CLOEXEC', flags: 1 },
  socketpair: { action: 'pair', args: [], kind: 'socket', cloexec: 'SOCK_CLOEXEC', flags: 1 },
  close_range: { action: 'closesRange', args: [] },
  fork: { action: 'clones', args: [] },
  vfork: { action: 'clones', args: [] },
  clone: { action: 'clones', args: [] },
  clone2: { action: 'clones', args: [] },
  clone3: { action: 'clones', args: [] },
  execve: { action: 'executes', args: [] },
  execveat: { action: 'executes', args: [0] },
  unshare: { action: 'unshares', args: [] },
  sendmsg: { action: 'sends', args: [0] },
  sendmmsg: { action: 'sends', args: [0] },
  recvmsg: { action: 'receives', args: [0] },
  recvmmsg: { action: 'receives', args: [0] },
  recvmmsg_time64: { action: 'receives', args: [0] },
  ioctl: { action: 'ioctl', args: [0] },
  io_uring_register: { action: 'lists', args: [0] },
  io_submit: { action: 'lists', args: [] },
  waitid: { action: 'lists', args: [] },
};

/** Calls that name descriptors inside a list or a set. */
const listing = `
  poll ppoll ppoll_time64 select _newselect pselect6 pselect6_time64 old_select
`;

/** What each call does, by its name. */
export const descriptorCalls: ReadonlyMap<string, DescriptorCall> = new Map<string, DescriptorCall>(
  [
    ...words(onFirst).map((name): [string, DescriptorCall] => [
      name,
      { action: 'uses', args: [0] },
    ]),
    ...Object.entries(onOthers).map(([name, args]): [string, DescriptorCall] => [
      name,
      { action: 'uses', args },
    ]),
    ...Object.entries(making).map(([name, call]): [string, DescriptorCall] => [
      name,
      { action: 'makes', ...call },
    ]),
    ...words(listing).map((name): [string, DescriptorCall] => [
      name,
      { action: 'lists', args: [] },
    ]),
    ...Object.entries(others),
  ],
);

/** ioctls whose result is a descriptor, and what it is open on. */
export const makingIoctls: Readonly<Record<string, DescriptorKind>> = {
  KVM_CREATE_VM: 'kvm',
  KVM_CREATE_VCPU: 'kvm',
  KVM_GET_STATS_FD: 'kvm',
  KVM_CREATE_GUEST_MEMFD: 'memfd',
  NS_GET_USERNS: 'namespace',
  NS_GET_PARENT: 'namespace',
  NS_MNT_GET_NEXT: 'namespace',
  NS_MNT_GET_PREV: 'namespace',
  PIDFD_GET_CGROUP_NAMESPACE: 'namespace',
  PIDFD_GET_IPC_NAMESPACE: 'namespace',
  PIDFD_GET_MNT_NAMESPACE: 'namespace',
  PIDFD_GET_NET_NAMESPACE: 'namespace',
  PIDFD_GET_PID_NAMESPACE: 'namespace',
  PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE: 'namespace',
  PIDFD_GET_TIME_NAMESPACE: 'namespace',
  PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE: 'namespace',
  PIDFD_GET_USER_NAMESPACE: 'namespace',
  PIDFD_GET_UTS_NAMESPACE: 'namespace',
  TIOCGPTPEER: 'file',
  USERFAULTFD_IOC_NEW: 'userfaultfd',
  VFIO_GROUP_GET_DEVICE_FD: 'file',
  UDMABUF_CREATE: 'memfd',
  UDMABUF_CREATE_LIST: 'memfd',
};

/** ioctls that put a descriptor into the field `fd` of their argument, and what it is open on. */
export const fillingIoctls: Readonly<Record<string, DescriptorKind>> = {
  KVM_CREATE_DEVICE: 'kvm',
  DMA_HEAP_IOCTL_ALLOC: 'memfd',
  SYNC_IOC_MERGE: 'file',
  DRM_IOCTL_PRIME_HANDLE_TO_FD: 'file',
  GPIO_GET_LINEHANDLE_IOCTL: 'file',
  GPIO_GET_LINEEVENT_IOCTL: 'file',
  GPIO_V2_GET_LINE_IOCTL: 'file',
  AUTOFS_DEV_IOCTL_OPENMOUNT: 'file',
};

/** Commands of `bpf` whose result is a descriptor. */
export const makingBpf =
  /BPF_(?:MAP_CREATE|PROG_LOAD|OBJ_GET\b|(?:PROG|MAP|BTF|LINK)_GET_FD_BY_ID|RAW_TRACEPOINT_OPEN|BTF_LOAD|LINK_CREATE|ITER_CREATE|ENABLE_STATS|TOKEN_CREATE)/;

function words(list: string): string[] {
  return list.split(/\s+/).filter((word) => word !== '');
}
