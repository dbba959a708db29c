# One line for each trace of other versions (sourced by versions.sh); FIRST and LAST as in cases.sh.
ST='\b(newfstatat|fstat|fstat64|statx)\(1\b'; X='(newfstatat|fstatat64|stat|stat64|lstat|statx)'
LIBC=$(ldd --version 2>/dev/null | sed -n '1s/.* //p')
### C
AUTO=(-f '' '-f -tt' '-f -T -y' '-f -yy -s 100' 'FF -tt' '-f -r' '-f -i' '-f -v' '-f -X raw' 'ERR -f' '-f -ttt -T' '-n' '-X verbose -T' ERR '-f -k' '-y -t' '-f -x')
for v in '' -static -spie -hard -nopie -musl -mdyn -m32 -m32s; do
  n=c$v
  case $v in -musl|-mdyn) c $n-hello c auto write write '(ioctl|writev)\(1\b' 'writev?\(1\b' 'printf' $B/hello$v;;
  *) c $n-hello c auto write write "$ST" '\bwrite\(1\b.*hello' printf $B/hello$v;; esac
  c $n-ids c auto id sleep 'getppid\(' 'nanosleep' ids $B/ids$v
  c $n-sleep c auto sleep id 'nanosleep' 'getppid\(' sleep $B/sleep$v
  c $n-sock c auto socket socket '\bsocket\(|socketcall\(' 'close\(' sock $B/sock$v
  c $n-fs c auto fs fs 'mkdir\(' 'rmdir\(' fs $B/fs$v
  c $n-cfg c auto open write 'open(at)?\(.*app.conf' 'writev?\(1\b' cfg $B/cfg$v
  c $n-ctor c auto open fs 'open(at)?\(.*app.conf' 'unlink\(' ctor $B/ctor$v
  c $n-thr c auto fs fs "$X\\(.*app.conf" 'unlink\(' thr $B/thr$v
  c $n-fork c auto id write 'getppid\(' '\bwrite\(1\b.*done' fork $B/fork$v
  c $n-abort c auto write other '\bwrite\(1\b.*start' 'tgkill\(|tkill\(|kill\(' abort $B/abort$v
  c $n-segv c auto fs write 'rename\(' '\bwrite\(1\b.*crash' segv $B/segv$v
  c $n-late c auto id open 'getuid(32)?\(' 'close\(' late $B/late$v
  c $n-mapf c auto memory memory 'mmap2?\(NULL, 123[45]\d+, ' 'munmap\(.*, 123[45]\d+' mapf $B/mapf$v
  c $n-sig c '-f' signal signal 'rt_sigaction\(SIGUSR1' 'rt_sigprocmask\(' sig $B/sig$v
  c $n-rnd c auto random fs 'getrandom\(.*, 21, ' 'ftruncate(64)?\(' rnd $B/rnd$v
  c $n-prot c auto memory memory 'madvise\(' 'mprotect\(' prot $B/prot$v
  c $n-abortive c auto other write 'times\(' '\bwritev?\(2\b' abortive $B/abortive$v
  case $v in -musl|-mdyn) ;; *)
    c $n-limits c -f limit other 'RLIMIT_STACK ;; RLIMIT_STACK' 'prctl\(' limits $B/limits$v
    case $v in ''|-hard|-nopie|-m32) c $n-fcfg c -f memory open 'munmap\( ;; (getrandom|brk)\(' 'close\(' fcfg $B/fcfg$v
      c $n-ifn c auto other other 'uname\(' 'sched_yield\(' ifn $B/ifn$v
      c $n-sbrkf c -f memory other 'munmap\( ;; brk\(' 'getcwd\(' sbrkf $B/sbrkf$v ;;
    -static|-spie|-m32s) c $n-sbrkf c -f memory other 'mprotect\( ;; brk\(' 'getcwd\(' sbrkf $B/sbrkf$v;; esac
    case $LIBC in 2.31) c $n-pfirst c -f thread fs 'mmap2?\(NULL, 839\d{4}' 'unlink\(' pfirst $B/pfirst$v;;
      *) c $n-pfirst c -f thread fs 'rt_sigaction\(SIGRT_1' 'unlink\(' pfirst $B/pfirst$v;; esac;;
  esac
done
c c-dlm c -f id other 'getpg(rp|id)\(' 'close\(' dlm $B/dlm
c c-dlm-y c -y id other 'getpg(rp|id)\(' 'close\(' dlm $B/dlm
for e in LD_BIND_NOW=1 LD_PRELOAD=$B/libpre.so LD_LIBRARY_PATH=/opt/sample/lib GLIBC_TUNABLES=glibc.malloc.check=1 MALLOC_ARENA_MAX=1; do XENV=($e); t=${e%%=*}
  c c-$t-ids c auto id sleep 'getppid\(' 'nanosleep' "ids $e" $B/ids
  c c-$t-hello c auto write write "$ST" '\bwrite\(1\b.*hello' "hello $e" $B/hello
  c c-$t-thr c auto fs fs "$X\\(.*app.conf" 'unlink\(' "thr $e" $B/thr
done; XENV=()
if ls /usr/lib/x86_64-linux-gnu/libjemalloc.so.2 >/dev/null 2>&1; then XENV=(LD_PRELOAD=libjemalloc.so.2); c c-jemalloc-fs c auto fs fs 'mkdir\(' 'rmdir\(' jemalloc $B/fs; c c-jemalloc-thr c -f fs fs "$X\\(.*app.conf" 'unlink\(' jemalloc $B/thr; c c-jemalloc-ids c auto id sleep 'getppid\(' 'nanosleep' ids $B/ids; XENV=(); fi
for v in cpp cpps; do
  c $v-hello cpp auto write write "$ST" '\bwrite\(1\b' hello $B/hello-$v
  c $v-glob cpp auto open fs 'openat\(.*app.conf' 'unlink\(' glob $B/glob-$v
  c $v-fsys cpp auto fs sleep 'mkdir\(' 'nanosleep\(' fsys $B/fsys-$v
  c $v-thr cpp auto id write 'getppid\(' '\bwrite\(1\b.*"\\n' thr $B/thr-$v
  c $v-sock cpp auto socket write 'socketpair\(' '\bwrite\(2\b' sock $B/sock-$v
  c $v-plainio cpp auto other write '^[^"]*chdir\(' '\bwrite\(2\b' plainio $B/plainio-$v
  c $v-alloc cpp -f memory memory 'mmap\(NULL, 200\d{4}, ' 'munmap\(.*, 200\d{4}\)' alloc $B/alloc-$v
done
### Rust
R=rust
c $R-hello rust auto write write '\bwrite\(1\b' '\bwrite\(1\b' hello $B/hello-rust
c $R-crt rust auto write write '\bwrite\(1\b' '\bwrite\(1\b' crt $B/crt-rust
c $R-cfg rust auto open write 'openat\(.*app.conf' '\bwrite\(1\b' cfg $B/cfg-rust
c $R-fs rust auto fs fs 'mkdir\(' 'rmdir\(' fs $B/fs-rust
c $R-ids rust auto id sleep 'getppid\(' 'nanosleep\(' ids $B/ids-rust
c $R-sock rust auto socket socket '\bsocket\(' 'close\(' sock $B/sock-rust
c $R-thr rust auto fs fs 'statx\(.*app.conf' 'unlink\(' thr $B/thr-rust
c $R-sleep rust auto sleep open 'nanosleep\(' 'close\(' sleep $B/sleep-rust
c $R-event rust auto event event 'epoll_create1\(' 'close\(' event $B/event-rust
c $R-child rust auto other write 'getcwd\(' '\bwrite\(1\b' child $B/child-rust
c $R-panics rust auto open write 'openat\(.*app.conf' '\bwrite\(1\b' panics $B/panics-rust
c $R-env rust auto other other 'getcwd\(' 'chdir\(' env $B/env-rust
case $LIBC in 2.31) T='mmap\(NULL, 2[01]\d{5}, ';; *) T='rt_sigaction\(SIGRT_1';; esac
c $R-threads rust -f thread fs "$T" 'unlink\(' threads $B/threads-rust
c $R-thrcrt rust '-f -tt' thread fs "$T" 'unlink\(' threads $B/thrcrt-rust
### Go
AUTO=(-f '-f -tt' '-f -T -y' '-f -yy -s 100' '-f -r' '' '-f -i' '-f -v' 'ERR -f' '-f -ttt -T' '-f -X raw' 'FF')
for V in 115 122 123 124 126 127; do for s in '' S P X R; do
  G=go$V$s
  c $G-hello go auto write write '\bwrite\(1\b.*hello' '\bwrite\(1\b.*hello' hello $B/hello-$G
  c $G-ids go auto id sleep 'getppid\(' 'nanosleep\(\{tv_sec=0, tv_nsec=2000000' ids $B/ids-$G
  c $G-cli go auto open write 'openat\(.*data.tsv' '\bwrite\(1\b' cli $B/cli-$G /opt/sample/etc/data.tsv
  c $G-gc go -f fs fs 'mkdirat\(' 'unlinkat\(.*AT_REMOVEDIR|rmdir\(' gc $B/gc-$G
  c $G-initf go auto open fs 'openat\(.*app.conf' 'renameat\(' initf $B/initf-$G
  c $G-heap go -f id write 'getppid\(' '\bwrite\(1\b' heap $B/heap-$G
  c $G-heap2 go auto id write 'getppid\(' '\bwrite\(1\b' heap $B/heap-$G
  c $G-sock go auto socket socket '\bsocket\(' 'close\(' sock $B/sock-$G
  c $G-mapf go auto memory memory 'mmap\(NULL, 1234567, ' 'munmap\(.*, 1234567' mapf $B/mapf-$G
  c $G-initgo go -f fs fs "$X\\(.*app.conf" 'mkdirat\(' initgo $B/initgo-$G
  c $G-logf go auto open write 'openat\(.*localtime' '\bwrite\(2\b' logf $B/logf-$G
  c $G-random go auto random fs 'fcntl\(2.*F_GETFL ;; (getrandom|openat)\(' 'renameat\(' random $B/random-$G
  [ $V != 115 ] && c $G-resolve go -f open id 'RLIMIT_NOFILE ;; (openat|newfstatat|socket|stat)\(' 'getuid\(' resolve $B/resolve-$G
  c $G-cfgj go auto open write 'openat\(.*app.json' '\bwrite\(2\b' cfgj $B/cfgj-$G
  c $G-lock go -f id other 'getpgid\(' 'chdir\(' lock $B/lock-$G
  c $G-plug go -f import write '(readlink|lstat|newfstatat)\(.*"/opt"' '\bwrite\(1\b' plug $B/plug-$G
  c $G-cgo go auto id write 'getppid\(' '\bwrite\(1\b.*parent' cgo $B/cgo-$G
  c $G-cgoout go auto open write 'openat\(.*app.conf' '\bwrite\(1\b.*"n ' cgoout $B/cgoout-$G
  c $G-cthr go auto other write 'access\(.*app.json' '\bwrite\(1\b.*joined' cthr $B/cthr-$G
  c $G-web go -f socket write 'RLIMIT_NOFILE ;; (socket|openat)\(' '\bwrite\(1\b.*bytes' web $B/web-$G
  c $G-serve go '-f -tt' socket write 'RLIMIT_NOFILE ;; (socket|openat)\(' '\bwrite\(1\b.*stopped' serve $B/serve-$G
  c $G-run go -f fs write "($X|faccessat2?)\\(.*/echo\"" '\bwrite\(1\b.*one' run $B/run-$G
done
for e in GOMAXPROCS=1 GODEBUG=asyncpreemptoff=1 GOGC=10 GOMEMLIMIT=50MiB; do XENV=($e)
  c go$V-${e%%=*}-ids go -f id sleep 'getppid\(' 'nanosleep\(\{tv_sec=0, tv_nsec=2000000' "ids $e" $B/ids-go$V
  c go$V-${e%%=*}-heap go -f id write 'getppid\(' '\bwrite\(1\b' "heap $e" $B/heap-go$V
done; XENV=(); done
### Node
N() { echo "openat\\(.*/$1\" ;; close\\( ;; $2"; }
AUTO=('' -f '-tt' '-f -T -y' '-s 50' '-f -r' ERR '-f -i' '-X raw' '-f -yy' FF)
for V in 12 14 16 18 20 22 23 24 25; do n=/opt/sample/n$V/node; [ -e $n ] || continue; t=node$V
  F='(statx|l?stat|newfstatat|openat|readlink)'
  c $t-hello node auto write write "$(N hello.js '(ioctl|fstat|newfstatat|statx)\(1\b')" '\bwrite\(1\b.*"hello' hello $n hello.js
  c $t-cfg node auto open write 'openat\(.*app.json' '\bwrite\(1\b' cfg $n cfg.js
  c $t-fs node auto fs fs 'mkdir\(' 'rmdir\(' fs $n fs.js
  c $t-ids node auto id fs 'getppid\(' 'unlink\(' ids $n ids.js
  c $t-imp node auto import open "$(N imp.js "$F\\(")" 'write\(\d+[^"]*"hello you >> close\(' imp $n imp.js
  c $t-late node auto fs import "$F\\(.*etc/app.conf" 'openat\(.*greet.js >> close\(' late $n late.js
  c $t-cwd node auto other write '^[^"]*chdir\(' '\bwrite\(1\b.*moved' cwd $n cwd.js
  c $t-rnd node auto open fs 'openat\(.*app.conf' 'chmod\(' rnd $n rnd.js
  c $t-net node -f socket socket "$(N net.js 'openat\(.*dev/null')" 'EPOLL_CTL_DEL >> close\(' net $n net.js
  c $t-async node -f fs write 'mkdir\(' '\bwrite\(1\b.*lines' async $n async.js
  c $t-worker node -f open fs 'openat\(.*worker.out' 'unlink\(.*worker.out' worker $n worker.js
  c $t-child node -f other write "$(N child.js '(epoll_create1|pipe2|socketpair|eventfd2)\(')" '\bwrite\(1\b.*"got' child $n child.js
  c $t-web node -f open write "$(N web.js '(openat|socket)\(')" '\bwrite\(1\b.*"bytes' web $n web.js
  c $t-mod node -f fs write "$F\\(.*etc/app.conf" '\bwrite\(1\b.*"72' mod $n mod.mjs
  c $t-mod2 node auto fs write "$F\\(.*etc/app.conf" '\bwrite\(1\b.*"72' mod $n mod.mjs
  [ $V != 12 ] && c $t-dyn node -f open fs 'openat\(.*sample/etc", ' 'rename\(' dyn $n dyn.mjs
  c $t-pkg node auto fs fs 'rename\(' 'rename\(' pkg $n pkg
  c $t-pkgf node -f fs fs 'rename\(' 'rename\(' pkg $n pkg/index.js
  c $t-e node auto id write 'getppid\(' '\bwrite\(1\b.*"ok' -e $n -e 'process.ppid; require("fs").writeSync(1, "ok\n")'
  c $t-edir node auto fs fs 'mkdir\(' 'mkdir\(' '-e exit' $n -e 'require("fs").mkdirSync("/opt/sample/tmp/e"); process.exit(3)'
  c $t-p node auto id write 'getppid\(' '\bwrite\(1\b' -p $n -p process.ppid
  c $t-r node auto fs fs 'mkdir\(' 'rmdir\(' '-r' $n -r ./pre.js fs.js
  c $t-stdin node auto fs fs 'mkdir\(' 'rmdir\(' 'stdin' sh -c "exec $n - < fs.js"
  c $t-opts node auto fs fs 'mkdir\(' 'rmdir\(' 'options' $n --no-warnings --max-old-space-size=200 fs.js one two
  [ $V -ge 22 ] && c $t-ts node auto fs write 'mkdir\(' '\bwrite\(1\b.*"made' ts $n --experimental-strip-types --no-warnings main.ts
  OP=$PATHX; PATHX=/opt/sample/n$V:/usr/bin:/bin; c $t-tool node auto open write 'openat\(.*sample/etc", ' '\bwrite\(1\b' tool /opt/sample/node/tool; PATHX=$OP
done
### Java
AUTO=(-f '-f -tt' '-f -y' '-f -s 20 -T' 'ERR -f' '-f -r')
for J in /usr/lib/jvm/java-*-openjdk-amd64; do j=$J/bin/java; V=${J#*java-}; V=${V%%-*}; t=java$V; case $V in *.*) continue;; esac; [ -x $j ] || continue
  O=('' '-Xint -XX:+UseSerialGC' -XX:+UseParallelGC -Xshare:off -XX:TieredStopAtLevel=1 '-Xmx64m -XX:-UsePerfData')
  case $V in 8) O+=(-XX:+UseG1GC -XX:+UseConcMarkSweepGC);; *) O+=('-XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC' '-XX:+UnlockExperimentalVMOptions -XX:+UseZGC' -XX:+UseShenandoahGC);; esac
  k=0; for o in "${O[@]}"; do
    c $t-hello$k java auto write write '\bwrite\(1\b.*"hello' '\bwrite\(1\b' "Hello $o" $j $o -cp . Hello
    c $t-fs$k java auto fs fs 'mkdir\(.*tmp/jd"' 'rmdir\(.*tmp/jd"|unlink\(.*tmp/jd"' "Fs $o" $j $o Fs
    k=$((k+1)); done
  c $t-plug java auto import write '(stat\w*|newfstatat|openat)\(.*Plugin.class' '\bwrite\(1\b.*plugged' Plug $j Plug
  c $t-plugi java auto import write '(stat\w*|newfstatat|openat)\(.*Plugin.class' '\bwrite\(1\b.*plugged' Plug $j -Xint -XX:+UseSerialGC Plug
  c $t-jar java auto open write 'openat\(.*app.conf' '\bwrite\(1\b' 'jar' $j -jar read.jar
  c $t-jars java auto open write 'openat\(.*app.conf' '\bwrite\(1\b' 'jar' $j -Xint -XX:+UseSerialGC -jar read.jar
  c $t-cpjar java auto fs fs 'mkdir\(.*tmp/jd"' 'rmdir\(.*tmp/jd"|unlink\(.*tmp/jd"' 'class from a jar' $j -cp cp.jar Fs
  c $t-cpmany java auto fs fs 'mkdir\(.*tmp/ji"' 'rename\(' 'class from a jar' $j -Xint -cp read.jar:cp.jar Init
  c $t-err java auto write write '\bwrite\(1\b.*"working' '\bwrite\(2\b.*"failed' Err $j Err
  c $t-thr java auto fs fs "$X\\(.*app.conf" 'unlink\(.*jt2"' Threads $j Threads
  c $t-sock java auto fs write "$X\\(.*app.conf" '\bwrite\(1\b.*served' Sock $j Sock
  [ $V != 8 ] && c $t-nio java auto open fs 'openat\(.*app.conf' 'unlink\(.*tmp/nio' Nio $j Nio
  c $t-kid java -f fs write "$X\\(.*app.conf" '\bwrite\(1\b.*"104' Kid $j Kid
  c $t-init java auto fs fs 'mkdir\(.*tmp/ji"' 'rename\(' Init $j Init
  c $t-busy java -f fs write 'unlink\(.*keep' '\bwrite\(1\b' Busy $j Busy
  if [ $V != 8 ]; then
    c $t-mod java auto fs write 'mkdir\(.*jm"' '\bwrite\(1\b' 'module' $j -p modout -m demo/demo.Main
    c $t-modjar java auto fs write 'mkdir\(.*jm"' '\bwrite\(1\b' 'module' $j -p mod.jar --module demo
    c $t-src java -f fs fs 'mkdir\(.*tmp/jd"' 'rmdir\(.*tmp/jd"|unlink\(.*tmp/jd"' 'source' $j ../src/java/Fs.java
    c $t-srci java '-f -tt' fs fs 'mkdir\(.*tmp/ji"' 'rename\(' 'source' $j -Xint -XX:+UseSerialGC ../src/java/Init.java
  fi
  XENV=(JAVA_TOOL_OPTIONS=-Dx=1); c $t-tool java auto fs fs 'mkdir\(.*tmp/jd"' 'rmdir\(.*tmp/jd"|unlink\(.*tmp/jd"' 'JAVA_TOOL_OPTIONS' $j -ea -Dy=2 Fs one; XENV=()
done
