### what only arm64 has: 32-bit programs of ARM, other versions that are easy to get there, the choice of collector
W='flush of stdout at exit'
c c-hello-arm32 c '-f' write write '(fstat64|statx)\(1, ' '\bwrite\(1, "hello' "32-bit ARM; printf makes stdio look at descriptor 1; $W" $B/hello-arm32
c c-ids-arm32s c '-f -tt' id sleep 'getppid\(' 'nanosleep' '32-bit ARM; getppid is the first statement, nanosleep the last' $B/ids-arm32s
c c-ids-arm32 c '' id sleep 'getppid\(' 'nanosleep' '32-bit ARM; getppid is the first statement, nanosleep the last' $B/ids-arm32
c c-sock-arm32s c '-f -yy' socket socket '\bsocket\(' 'close\(' '32-bit ARM; socket is the first statement, close of the listener the last' $B/sock-arm32s
c c-sock-arm32 c '-f' socket socket '\bsocket\(' 'close\(' '32-bit ARM; socket is the first statement, close of the listener the last' $B/sock-arm32
c c-thr-arm32 c '-f -tt' fs fs '(fstatat64|statx|stat64)\(.*app.conf' 'unlink\(' '32-bit ARM; stat is the first statement; threads; unlink is the last' $B/thr-arm32
c c-fs-arm32s c '-T' fs fs 'mkdir\(' 'rmdir\(' '32-bit ARM; mkdir is the first statement, rmdir the last' $B/fs-arm32s
for v in 15 24 26; do
c go$v-hello-f go '-f' write write '\bwrite\(1, "hello' '\bwrite\(1, "hello' "Go 1.$v: one write" $B/hello-go$v
c go$v-ids-f go '-f -tt' id sleep 'getppid\(' 'nanosleep\(\{tv_sec=0, tv_nsec=2000000' "Go 1.$v: getppid first; syscall.Nanosleep of 2 ms last" $B/ids-go$v
c go$v-cli-f go '-f -y' open write 'openat\(.*data.tsv' '\bwrite\(1' "Go 1.$v: os.Open of the argument first; the flush of the writer last" $B/cli-go$v /opt/sample/etc/data.tsv
c go$v-gc-f go '-f' fs fs 'mkdirat\(' 'unlinkat\(.*AT_REMOVEDIR|rmdir\(' "Go 1.$v: Mkdir first; Remove last (unlink, then rmdir)" $B/gc-go$v
c go$v-sock-nof go '' socket socket '\bsocket\(' 'close\(' "Go 1.$v: syscall.Socket first, syscall.Close last" $B/sock-go$v
done
for v in 18 22 24; do
c node$v-hello-f node '-f' write write "$(N hello.js 'ioctl\(1, TCGETS')" '\bwrite\(1, "hello' "Node.js $v: console.log looks at descriptor 1, then writes" /opt/node$v/bin/node hello.js
c node$v-imp node '-tt' import open "$(N imp.js 'statx\(')" 'write\(\d+, "hello you >> close\(' "Node.js $v: require looks for ./lib/greet first; the close by writeFileSync last" /opt/node$v/bin/node imp.js
c node$v-fs-f node '-f' fs fs 'mkdir\(' 'rmdir\(' "Node.js $v: mkdirSync first, rmdirSync last" /opt/node$v/bin/node fs.js
c node$v-mod node '-f -y' fs write 'statx\(.*etc/app.conf' '\bwrite\(1<?.*, "72' "Node.js $v, ES module: statSync first, console.log last" /opt/node$v/bin/node mod.mjs
done
c java-hello-g1 java '-f' write write '\bwrite\(1, "hello' '\bwrite\(1, "hello' 'one write' java -XX:+UseG1GC -cp . Hello
c java-fs-zgc java '-f -tt' fs fs 'mkdir\(.*tmp/jd"' 'rmdir\(.*tmp/jd"|unlink\(.*tmp/jd"|remove\(.*jd"' 'mkdir first, delete of the directory last' java -Xint -XX:+UseZGC Fs
### programs whose code is guarded against jumps to where none should go (BTI), and calls for what only arm64 has
c c-hello-bti c '-f' write write 'newfstatat\(1, |fstat\(1, ' '\bwrite\(1, "hello' "guarded code; printf makes stdio look at descriptor 1; flush of stdout at exit" $B/hello-bti
c c-ids-bti c '-tt' id sleep 'getppid\(' 'nanosleep\(' 'guarded code; getppid is the first statement, nanosleep the last' $B/ids-bti
c c-ids-btis c '-f' id sleep 'getppid\(' 'nanosleep\(' 'guarded code, static; getppid is the first statement, nanosleep the last' $B/ids-btis
c c-sock-bti c '-f -yy' socket socket '\bsocket\(' 'close\(' 'guarded code; socket is the first statement, close of the listener the last' $B/sock-bti
c c-thr-bti c '-f' fs fs '(newfstatat|stat)\(.*app.conf' 'unlink\(' 'guarded code; stat is the first statement; threads; unlink is the last' $B/thr-bti
c c-fs-bti c '-y -T' fs fs 'mkdir\(' 'rmdir\(' 'guarded code; mkdir is the first statement, rmdir the last' $B/fs-bti
c c-dl-bti c '-f' other other 'munmap\( ;; openat\(.*ld.so.cache' 'munmap\(' 'guarded code; dlopen is the first statement: ld.so.cache first; dlclose unmaps the library' $B/dl-bti
c cpp-glob-bti cpp '-f' open fs 'openat\(.*app.conf' 'unlink\(' "guarded code; a global object's constructor opens, its destructor unlinks" $B/glob-cppbti
c c-arm c '-f' id other 'getppid\(' 'membarrier\(' 'getppid is the first statement; what only arm64 has; membarrier is the last call, then a write with a wrong tag, which faults where memory is tagged' $B/arm
c c-arm-bti c '-y' id other 'getppid\(' 'membarrier\(' 'as c-arm, in guarded code' $B/arm-bti
### numbers instead of names: some have other values on arm64
c c-ids-raw c '-f -X raw' id sleep 'getppid\(' 'nanosleep\(' 'raw; getppid is the first statement, nanosleep the last' $B/ids
c c-cfg-raw c '-X verbose' open write 'openat\(.*app.conf' '\bwrite\(1, ' 'verbose; open is the first statement; flush of stdout at exit' $B/cfg
c c-ids-arm32-raw c '-f -X raw' id sleep 'getppid\(' 'nanosleep' 'raw; 32-bit ARM; getppid is the first statement, nanosleep the last' $B/ids-arm32
c rust-ids-raw rust '-f -X raw' id sleep 'getppid\(' 'nanosleep\(' 'raw; parent_id first, sleep last' $B/ids-rust
c go-ids-raw go '-f -X raw' id sleep 'getppid\(' 'nanosleep\(\{tv_sec=0, tv_nsec=2000000' 'raw; getppid first; syscall.Nanosleep of 2 ms last' $B/ids-go
c py-ids-raw python '-f -X raw' id sleep 'getppid\(' 'nanosleep|select' 'raw; getppid first, sleep last' $PY ids.py
c node-ids-raw node '-f -X raw' id fs 'getppid\(' 'unlinkat\(' 'raw; process.ppid first; unlink in the exit handler last' node ids.js
c perl-e-raw perl '-X raw' id write 'brk\( ;; getppid\(' '\bwrite\(1, ' 'raw; -e: getppid first; output flushed at the end' perl -e 'print getppid() > 0 ? "yes\n" : "no\n"'
c ruby-ids-raw ruby '-X raw' id write 'getppid\(' 'writev?\(1, ' 'raw; Process.ppid first; puts without buffer last' ruby --disable-gems ids.rb
c lua-fs-raw lua '-f -X raw' fs fs 'rename\(' 'rename\(' 'raw; os.rename first and last' lua5.4 fs.lua
c tcl-hello-raw tcl '-f -X raw' write write "$(T hello.tcl 'lseek\(1')" '\bwrite\(1, "hello' 'raw; puts opens the standard channels; flush at exit' tclsh hello.tcl
c bash-late-raw bash '-f -X raw' write import 'newfstatat\(1, ' 'lib.sh", 0 >> close\(' 'raw; echo first; the last call of . closes lib.sh' bash late.sh
c dash-builtin-raw dash '-X raw' fs write 'newfstatat\(.*app.conf' '\bwrite\(1, "done' 'raw; [ -e ] first, echo last' dash builtin.sh
c java-hello-raw java '-f -X raw' write write '\bwrite\(1, "hello' '\bwrite\(1, "hello' 'raw; one write' java -cp . Hello
