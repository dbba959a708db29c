### C: the first call of main, the last of main or of what runs at exit
W='flush of stdout at exit'
c c-hello-dyn c '' write write 'newfstatat\(1, ' '\bwrite\(1, "hello' "printf makes stdio look at descriptor 1; $W" $B/hello
c c-hello-static c '-f' write write 'newfstatat\(1, ' '\bwrite\(1, "hello' "printf makes stdio look at descriptor 1; $W" $B/hello-static
c c-hello-spie c '-f -tt -T' write write 'newfstatat\(1, ' '\bwrite\(1, "hello' "printf makes stdio look at descriptor 1; $W" $B/hello-spie
c c-hello-musl c '' write write '(ioctl|writev)\(1, ' 'writev?\(1, ' "printf on musl: the look for a terminal, the flush at exit" $B/hello-musl
c c-hello-mdyn c '-f' write write '(ioctl|writev)\(1, ' 'writev?\(1, ' "printf on musl: the look for a terminal, the flush at exit" $B/hello-mdyn
c c-hello-m32 c '-f' write write '(fstat64|statx)\(1, ' '\bwrite\(1, "hello' "printf makes stdio look at descriptor 1; $W" $B/hello-m32
c c-hello-k c '-k' write write 'newfstatat\(1, ' '\bwrite\(1, "hello' "as c-hello-dyn, with stack frames, which name main and the exit handlers" $B/hello
c c-ids-dyn c '-f' id sleep 'getppid\(' 'nanosleep\(' 'getppid is the first statement, nanosleep the last' $B/ids
c c-ids-static c '-r' id sleep 'getppid\(' 'nanosleep\(' 'getppid is the first statement, nanosleep the last' $B/ids-static
c c-ids-m32s c '-f -r' id sleep 'getppid\(' 'nanosleep' 'getppid is the first statement, nanosleep the last' $B/ids-m32s
c c-ids-mdyn c '-f -T' id sleep 'getppid\(' 'nanosleep' 'getppid is the first statement, nanosleep the last' $B/ids-mdyn
c c-sleep-spie c '-f -n' sleep id 'nanosleep' 'getppid' 'three sleeps, then getppid' $B/sleep-spie
c c-sleep-dyn-err c '-f -i ERR' sleep id 'nanosleep' 'getppid' 'three sleeps, then getppid' $B/sleep
c c-sleep-musl c '-tt' sleep id 'nanosleep' 'getppid' 'three sleeps, then getppid' $B/sleep-musl
c c-sock-dyn c '-f -yy' socket socket '\bsocket\(' 'close\(' 'socket is the first statement, close of the listener the last' $B/sock
c c-sock-static c '-f -y' socket socket '\bsocket\(' 'close\(' 'socket is the first statement, close of the listener the last' $B/sock-static
c c-sock-m32 c '-tt' socket socket 'socket\(|socketcall\(' 'close\(' 'socket is the first statement, close of the listener the last' $B/sock-m32
c c-sock-mdyn c '' socket socket '\bsocket\(' 'close\(' 'socket is the first statement, close of the listener the last' $B/sock-mdyn
c c-fs-dyn c '-f -Y' fs fs 'mkdir\(' 'rmdir\(' 'mkdir is the first statement, rmdir the last' $B/fs
c c-fs-static c '-ttt -T ERR' fs fs 'mkdir\(' 'rmdir\(' 'mkdir is the first statement, rmdir the last' $B/fs-static
c c-fs-musl c '-f -y' fs fs 'mkdir\(' 'rmdir\(' 'mkdir is the first statement, rmdir the last' $B/fs-musl
c c-cfg-dyn c '-f -v -s 200' open write 'openat\(.*app.conf' '\bwrite\(1, ' "open is the first statement; $W" $B/cfg
c c-cfg-spie c '' open write 'openat\(.*app.conf' '\bwrite\(1, ' "open is the first statement; $W" $B/cfg-spie
c c-cfg-m32s c '-f' open write 'open(at)?\(.*app.conf' '\bwrite\(1, ' "open is the first statement; $W" $B/cfg-m32s
c c-fcfg-dyn c '-f' other open 'munmap\( ;; getrandom\(' 'close\(' 'fopen is the first statement, its malloc asks getrandom and brk before the open; fclose is the last' $B/fcfg
c c-fcfg-musl c '-f' open open 'open\(.*app.conf' 'close\(' 'fopen on musl opens before it allocates; fclose writes and closes, then frees its memory' $B/fcfg-musl
c c-ctor-dyn c '-f' open fs 'openat\(.*app.conf' 'unlink\(' 'the constructor opens the settings before main, the destructor unlinks after it' $B/ctor
c c-ctor-static c '-f -tt' open fs 'openat\(.*app.conf' 'unlink\(' 'the constructor opens the settings before main, the destructor unlinks after it' $B/ctor-static
c c-ctor-mdyn c '-f' open fs 'open\(.*app.conf' 'unlink\(' 'the constructor opens the settings before main, the destructor unlinks after it' $B/ctor-mdyn
c c-dl-f c '-f' other other 'munmap\( ;; openat\(.*ld.so.cache' 'munmap\(' 'dlopen is the first statement: ld.so.cache first, then its malloc and libz; dlclose unmaps it' $B/dl
c c-dl-k c '-k' other other 'munmap\( ;; openat\(.*ld.so.cache' 'munmap\(' 'as c-dl-f, with stack frames' $B/dl
XENV=(LD_PRELOAD=$B/libpre.so)
c c-hello-pre c '-f' write write 'newfstatat\(1, ' '\bwrite\(1, "hello' "the constructor of the preloaded library opens and closes a file before: not the program's; printf; $W" $B/hello
XENV=(LD_PRELOAD=libjemalloc.so.2)
c c-fs-jemalloc c '-f -tt' fs fs 'mkdir\(' 'rmdir\(' "jemalloc's constructor before: not the program's; mkdir, rmdir" $B/fs
XENV=()
c c-thr-f c '-f' fs fs '(newfstatat|stat)\(.*app.conf' 'unlink\(' 'stat is the first statement; threads; unlink is the last, by the main thread' $B/thr
c c-thr-err c '-f -T ERR' fs fs '(newfstatat|stat)\(.*app.conf' 'unlink\(' 'stat is the first statement; threads; unlink is the last, by the main thread' $B/thr
c c-thr-musl c '-f -tt -y' fs fs '(newfstatat|stat)\(.*app.conf' 'unlink\(' 'stat is the first statement; threads; unlink is the last, by the main thread' $B/thr-musl
c c-thr-ff c '-tt -T FF' fs fs '(newfstatat|stat)\(.*app.conf' 'unlink\(' 'part of the main thread: stat first, unlink last' $B/thr
c c-fork-f c '-f' id write 'getppid\(' '\bwrite\(1, "done' 'getppid first, two children, write last' $B/fork
c c-fork-nof c '-T' id write 'getppid\(' '\bwrite\(1, "done' 'getppid first, two children not followed, write last' $B/fork-static
c c-fork-ff c 'FF' id write 'getppid\(' '\bwrite\(1, "done' 'part of the parent: getppid first, write last' $B/fork
c c-abort c '-f' write other '\bwrite\(1, "start' 'tgkill\(|tkill\(' 'write first; abort() kills with tgkill' $B/abort
c c-segv c '-f' fs write 'rename\(' '\bwrite\(1, "crash' 'rename first; write last, then a bad address' $B/segv
c c-miss c '-f' missing missing 'access\(.*override.conf' 'access\(.*post.hook' 'access first and last' $B/miss
c c-late-dyn c '-f -y' id open 'getuid\(' 'close\(' 'getuid first, close of the file last' $B/late
c c-late-mdyn c '' id open 'getuid\(' 'close\(' 'getuid first, close of the file last' $B/late-mdyn
### ordinary programs; the first call with a frame of the program itself was found with strace -k
SL="main begins with setlocale, whose malloc asks getrandom and brk (seen with -k); close_stdout at exit closes 1 and 2"
c c-cat-f c '-f' other other 'ld.so.cache ;; munmap\( ;; getrandom\(' 'close\(2\)' "$SL" cat /opt/sample/etc/app.conf
c c-wc-tt c '-tt' other other 'ld.so.cache ;; munmap\( ;; getrandom\(' 'close\(2\)' "$SL" wc -l /opt/sample/etc/app.conf
c c-grep c '' other other 'ld.so.cache ;; munmap\( ;; getrandom\(' 'close\(2\)' "$SL" grep name /opt/sample/etc/app.conf
c c-sort-y c '-f -y' other other 'ld.so.cache ;; munmap\( ;; getrandom\(' 'close\(2' "$SL" sort /opt/sample/etc/data.tsv
c c-ls-f c '-f' open other 'openat\(.*locale-archive' 'close\(2\)' "libselinux's constructor before (statfs, brk, /proc/filesystems): not the program's; setlocale first (seen with -k); close_stdout at exit closes 1 and 2" ls -l /opt/sample/etc
### C++
c cpp-hello-f cpp '-f' write write 'newfstatat\(1, ' '\bwrite\(1, ' 'cout goes through stdio, which looks at descriptor 1; flush at exit' $B/hello-cpp
c cpp-hello-static cpp '-tt' write write 'newfstatat\(1, ' '\bwrite\(1, ' 'cout goes through stdio, which looks at descriptor 1; flush at exit' $B/hello-cpps
c cpp-glob-f cpp '-f' open fs 'openat\(.*app.conf' 'unlink\(' "a global object's constructor opens, its destructor unlinks" $B/glob-cpp
c cpp-glob-static cpp '-f -y ERR' open fs 'openat\(.*app.conf' 'unlink\(' "a global object's constructor opens, its destructor unlinks" $B/glob-cpps
c cpp-fsys-f cpp '-f -T' fs sleep 'mkdir\(' 'nanosleep\(' 'create_directory first, sleep_for last' $B/fsys-cpp
c cpp-thr-f cpp '-f -tt' id write 'getppid\(' '\bwrite\(1, "\\n' 'getppid first, threads, write of the newline last' $B/thr-cpp
c cpp-sock-err cpp '-f -yy' socket write 'socketpair\(' '\bwrite\(2.*"\\n' 'socketpair first; cerr is unbuffered: the last piece is the newline' $B/sock-cpp
### Go
c go-hello-f go '-f' write write '\bwrite\(1, "hello' '\bwrite\(1, "hello' 'one write' $B/hello-go
c go-hello-nof go '' write write '\bwrite\(1, "hello' '\bwrite\(1, "hello' 'one write, main thread only' $B/hello-go
c go-hello-err go '-f -tt -T ERR' write write '\bwrite\(1, "hello' '\bwrite\(1, "hello' 'one write' $B/hello-go
c go-ids-f go '-f' id sleep 'getppid\(' 'nanosleep\(\{tv_sec=0, tv_nsec=2000000' 'getppid first; syscall.Nanosleep of 2 ms last (the monitor thread sleeps other times)' $B/ids-go
c go-ids-nof go '-r' id sleep 'getppid\(' 'nanosleep\(\{tv_sec=0, tv_nsec=2000000' 'getppid first; syscall.Nanosleep of 2 ms last' $B/ids-go
c go-cli-f go '-f -y' open write 'openat\(.*data.tsv' '\bwrite\(1' 'os.Open of the argument first; the flush of the writer last' $B/cli-go /opt/sample/etc/data.tsv
c go-gc-f go '-f -tt' fs fs 'mkdirat\(' 'unlinkat\(.*AT_REMOVEDIR|rmdir\(' 'Mkdir first; Remove last (unlink, then rmdir)' $B/gc-go
c go-web-f go '-f' socket write 'getrlimit ;; (socket|openat)\(' '\bwrite\(1, "bytes' 'net.Listen first (a probe for IPv4 by a socket); write of the count last' $B/web-go
c go-run-f go '-f' fs write 'newfstatat\(.*/echo"' '\bwrite\(1, "hi|\bwrite\(1, "one' 'exec.Command looks for echo on the PATH; write last' $B/run-go
c go-cgo-f go '-f' id write 'getppid\(' '\bwrite\(1, "parent' 'C.getppid first; write last' $B/cgo-go
c go-cgoout-f go '-f -T' open write 'openat\(.*app.conf' '\bwrite\(1, "n ' 'os.ReadFile first; fflush in C last' $B/cgoout-go
c go-init-f go '-f -Y' open fs 'openat\(.*app.conf' 'renameat\(' 'init() of package main reads the settings; Rename last' $B/initf-go
c go-sock-f go '-f -yy' socket socket '\bsocket\(' 'close\(' 'syscall.Socket first, syscall.Close last' $B/sock-go
c go-miss-f go '-f -tt' missing id 'newfstatat\(.*override' 'getppid\(' 'os.Stat first, Getppid last' $B/miss-go
c go-sleep-f go '-f' sleep id 'nanosleep\(\{tv_sec=0, tv_nsec=1500000' 'getuid\(' 'syscall.Nanosleep of 1.5 ms first (the monitor thread sleeps other times), Getuid last' $B/sleep-go
c go-cli-ff go '-tt FF' open write 'openat\(.*data.tsv' '\bwrite\(1' 'part of the main thread; os.Open first, flush last' $B/cli-go /opt/sample/etc/data.tsv
### Rust
c rust-hello-f rust '-f' write write '\bwrite\(1, ' '\bwrite\(1, ' 'one write' $B/hello-rust
c rust-hello-crt rust '-f' write write '\bwrite\(1, ' '\bwrite\(1, ' 'one write; linked statically' $B/crt-rust
c rust-cfg-err rust '-f ERR' open write 'openat\(.*app.conf' '\bwrite\(1, ' 'File::open first, println last' $B/cfg-rust
c rust-fs-y rust '-y' fs fs 'mkdir\(' 'rmdir\(' 'create_dir first, remove_dir last' $B/fs-rust
c rust-ids-tt rust '-f -tt -T' id sleep 'getppid\(' 'nanosleep\(' 'parent_id first, sleep last' $B/ids-rust
c rust-sock-yy rust '-f -yy' socket socket '\bsocket\(' 'close\(' 'bind makes a socket; values are closed when main ends' $B/sock-rust
c rust-thr-f rust '-f' fs fs 'statx\(.*app.conf' 'unlink\(' 'metadata first, remove_file last' $B/thr-rust
c rust-miss rust '' missing id '(statx|access)\(.*override' 'getppid\(' 'exists first, parent_id last' $B/miss-rust
c rust-sleep-f rust '-f' sleep open 'nanosleep\(' 'close\(' 'sleep first, close of the file last' $B/sleep-rust
### CPython: P SCRIPT CALL: the first CALL after the script has been read to its end
P() { echo "openat\\(.*$1\" ;; read\\(3[^,]*, \"\", 4096\\) ;; $2"; }
PY=/usr/bin/python3; V=/opt/pyenv/versions; D='newfstatat\(AT_FDCWD[^,]*, "/opt/sample/python"'
flush='the text of print is written when the script is done'
c py-hello-f python '-f' write write '\bwrite\(1, "hello' '\bwrite\(1, "hello' "$flush" $PY hello.py
c py-imp-f python '-f' import write "$(P imp.py "$D")" '\bwrite\(1, ' "import looks through the script's folder; $flush" $PY imp.py
c py-imp-isolated python '' import write "$(P imp.py 'newfstatat\(AT_FDCWD, "/usr/lib/python3')" '\bwrite\(1, ' "isolated: import begins with the library's folder; $flush" $PY -I imp.py
c py-imp-venv python '-f' import write "$(P imp.py "$D")" '\bwrite\(1, ' "python of a venv; import; $flush" /opt/sample/venv/bin/python3 imp.py
c py-ids-tt python '-tt -T' id sleep 'getppid\(' 'clock_nanosleep|select' 'getppid first, sleep last' $PY ids.py
c py-ids-313 python '-f' id sleep 'getppid\(' 'clock_nanosleep|select' 'getppid first, sleep last' $V/3.13.0/bin/python3.13 ids.py
c py-ids-36 python '' import sleep "$(P ids.py 'openat\(.*localtime')" 'clock_nanosleep|select' 'import time first: the module reads the time zone (seen with getppid before and after it); sleep (by select) last' $V/3.6.15/bin/python3.6 ids.py
c py-csock-yy python '-f -yy' open socket 'openat\(.*app.conf' 'close\(' 'open first; close of the socket last' $PY csock.py
c py-db-312 python '-f' import fs "$(P db.py "$D")" 'unlink\(.*app.db"' 'import sqlite3 first; unlink last' $V/3.12.1/bin/python3.12 db.py
c py-hello-27 python '-f' write write "$(P hello.py 'newfstatat\(1, ')" '\bwrite\(1, "hello' 'print of Python 2 goes through stdio, which looks at descriptor 1; it is flushed while the interpreter winds down' $V/2.7.18/bin/python2.7 hello.py
c py-thr-f python '-f' id fs 'getppid\(' 'unlink\(' 'getppid first; threads; unlink in an exit handler last' $PY thr.py
c py-sub-f python '-f' import write "$(P sub.py "$D")" '\bwrite\(1, "3' "import subprocess first; $flush" $PY sub.py
c py-web-f python '-f' import write "$(P web.py "$D")" '\bwrite\(1, "bytes' "a server with three requests: import first; $flush" $PY web.py
c py-miss-f python '-f' missing missing 'newfstatat\(.*override' 'access\(.*post.hook|faccessat2\(.*post.hook' 'stat first, access last' $PY miss.py
c py-sleep-tt python '-tt' sleep id "$(P sleep.py 'clock_nanosleep')" 'getppid\(' 'sleep first, getppid last' $PY sleep.py
c py-late-f python '-f' fs import 'mkdir\(' '/colorsys[^ ]*pyc.*O_RDONLY >> close\(' 'mkdir first; the last call of import colorsys closes its pyc' $PY late.py
c py-m-f python '-f' open write 'openat\(.*"/opt/sample/etc", ' '\bwrite\(1, ' "-m tool: listdir first; $flush" $PY -m tool
c py-c-f python '-f' id write 'brk\( ;; getppid\(' '\bwrite\(1, ' "-c: getppid first; $flush" $PY -c 'import os; print(os.getppid() > 0)'
c py-c-fs-38 python '-r ERR' fs sleep 'brk\( ;; mkdir\(' 'clock_nanosleep|select' '-c: mkdir first, sleep last' $V/3.8.18/bin/python3.8 -c 'import os, time; os.mkdir("/opt/sample/tmp/d"); time.sleep(0.001)'
c py-hand-f python '-f' import id "$(P hand.py "$D")" 'getppid\(' 'import signal first, getppid last' $PY hand.py
c py-report python '-s 200' import fs "$(P report.py "$D")" 'rename\(' 'import csv first, rename last' $PY report.py
c py-fs-S python '-f' fs fs 'mkdir\(' 'rmdir\(' 'without site (-S -E): mkdir first, rmdir last' $PY -S -E fs.py
### Node: N SCRIPT CALL: the first CALL after the script was closed
N() { echo "openat\\(.*/$1\" ;; close\\( ;; $2"; }
c node-hello-nof node '' write write "$(N hello.js 'ioctl\(1, TCGETS')" '\bwrite\(1, "hello' 'console.log looks at descriptor 1, then writes' node hello.js
c node-imp node '' import open "$(N imp.js 'statx\(')" 'write\(\d+, "hello you >> close\(' 'require looks for ./lib/greet first; the close by writeFileSync last' node imp.js
c node-fs-tt node '-tt' fs fs 'mkdir\(' 'rmdir\(' 'mkdirSync first, rmdirSync last' node fs.js
c node-ids-err node '-f ERR' id fs 'getppid\(' 'unlink\(' 'process.ppid first; unlink in the exit handler last, after a timer' node ids.js
c node-web-f node '-f' open write "$(N web.js 'openat\(.*resolv.conf')" '\bwrite\(1, "bytes' 'a server with three requests: listen() loads the resolver, which reads resolv.conf (seen with process.ppid before each statement), then makes the socket; write in the exit handler last' node web.js
c node-mod-f node '-f' fs write 'statx\(.*etc/app.conf' '\bwrite\(1, "72' 'ES module: statSync first, console.log last' node mod.mjs
c node-worker-f node '-f' open fs 'openat\(.*worker.out' 'unlink\(.*worker.out' 'writeFileSync of the main thread first; a worker; unlink in the exit handler last' node worker.js
c node-child-f node '-f' other write "$(N child.js '(epoll_create1|pipe2|socketpair|eventfd2)\(')" '\bwrite\(1, "got' 'execFileSync makes an event loop of its own first (seen with process.ppid before and after require); write last' node child.js
c node-async-f node '-f' fs write 'mkdir\(' '\bwrite\(1, "7 lines' 'mkdirSync first; a read by the thread pool; writeSync last' node async.js
c node-late node '' fs import 'statx\(.*etc/app.conf' 'openat\(.*greet.js >> close\(' 'statSync first; the last call of require closes greet.js' node late.js
c node-e node '-tt' id write 'getppid\(' '\bwrite\(1, "ok' '-e: process.ppid first; writeSync last' node -e 'process.ppid; require("fs").writeSync(1, "ok\n")'
### Java: calls of the main thread; JDK classes it reads before (pread64 of lib/modules) are loads by the runtime
c java-hello-f java '-f' write write '\bwrite\(1, "hello' '\bwrite\(1, "hello' 'one write' java -cp . Hello
c java-fs-serial java '-f' fs fs 'mkdir\(.*tmp/jd"' 'rmdir\(.*tmp/jd"|unlink\(.*tmp/jd"|remove\(.*jd"' 'mkdir first, delete of the directory last' java -Xint -XX:+UseSerialGC Fs
c java-plug-err java '-f ERR' import write 'newfstatat\(.*/Plugin.class' '\bwrite\(1, "plugged' 'Class.forName looks for Plugin.class; println last' java -Xint Plug
c java-jar-f java '-f' open write 'openat\(.*app.conf' '\bwrite\(1, "4' 'a jar: FileReader first (JDK classes before it are loaded by the runtime), println last' java -jar read.jar
c java-err-noshare java '-f' write write '\bwrite\(1, "working' '\bwrite\(2, "failed' 'print to stdout first; print to stderr last, then System.exit' java -Xshare:off -XX:+UseSerialGC Err
c java-thr-f java '-f' fs fs 'newfstatat\(.*app.conf' 'unlink\(.*jt2"' 'exists first; threads; delete last' java -Xint -XX:+UseSerialGC Threads
### Ruby
R() { echo "newfstatat\\(.*/$1\" ;; $2"; }
c ruby-hello-f ruby '-f' write write '\bwrite\(1, "hello' '\bwrite\(1, "hello' 'puts is written when the interpreter winds down: the only own call' ruby --disable-gems hello.rb
c ruby-imp-nogems ruby '-f' import other "$(R imp.rb 'openat\(.*/json.rb')" 'close\(' 'require json looks through the load path; close of the file written last' ruby --disable-gems imp.rb
c ruby-ids-f ruby '-tt' id write 'getppid\(' 'writev?\(1, ' 'Process.ppid first; puts without buffer last' ruby --disable-gems ids.rb
c ruby-fs-f ruby '-f' fs fs 'mkdir\(' 'rmdir\(' 'mkdir first, rmdir last' ruby fs.rb
c ruby-fs-all ruby '-f -y ERR' fs fs 'mkdir\(' 'rmdir\(' 'mkdir first, rmdir last' ruby --disable-all fs.rb
c ruby-thr-f ruby '-f' open fs 'openat\(.*app.conf' 'unlink\(.*rbt' 'readlines first; threads; unlink in at_exit last' ruby --disable-gems thr.rb
c ruby-run-f ruby '-f' fs id "$(R run.rb 'newfstatat\(.*app.conf')" 'getppid\(' 'exist? first; a child; Process.ppid last' ruby --disable-gems run.rb
c ruby-rel-f ruby '-T' import write "$(R rel.rb 'openat\(.*lib/greet.rb')" '\bwrite\(1, "hello' 'require_relative first; syswrite last' ruby --disable-gems rel.rb
### Perl
c perl-hello-f perl '-f' write write '\bwrite\(1, "hello' '\bwrite\(1, "hello' 'print is written when the interpreter winds down: the only own call' perl hello.pl
c perl-cfg-f perl '-f' open write 'openat\(.*app.conf' '\bwrite\(1, ' 'open first; output flushed at the end' perl cfg.pl
c perl-ids-tt perl '-tt -T' id sleep 'getppid\(' 'p?select6?\(' 'getppid first; select as a sleep last' perl ids.pl
c perl-imp-f perl '-f' import fs 'openat\(.*imp.pl" ;; newfstatat\(.*/Data/Dumper.pmc' 'unlink\(' 'require looks for Data/Dumper.pmc first; unlink last' perl imp.pl
c perl-sock-yy perl '-f -yy' socket socket '\bsocket\(' 'close\(' 'socket first, close last' perl sock.pl
c perl-fs-err perl '-f ERR' fs fs 'mkdir\(' 'rmdir\(' 'mkdir first; rmdir in END last' perl fs.pl
c perl-run-f perl '-f' fs write 'newfstatat\(.*app.conf' '\bwrite\(2, "(got|\\n|3)' '-e first; two children; write to stderr last' perl run.pl
c perl-e perl '' id write 'brk\( ;; getppid\(' '\bwrite\(1, ' '-e: getppid first; output flushed at the end' perl -e 'print getppid() > 0 ? "yes\n" : "no\n"'
c perl-late-f perl '-f' sleep import 'pselect6?\(' 'lib.pl", O_RDONLY >> close\(' 'select as a sleep first; the last call of require closes lib.pl' perl late.pl
### PHP
c php-cfg-f php '-f' open write '(newfstatat|openat)\(.*app.conf' '\bwrite\(1, ' 'parse_ini_file first (resolves the path, then opens), echo last' php -n cfg.php
c php-sleep php '' sleep id 'nanosleep\(' 'getpid\(' 'usleep first, getmypid last' php -n sleep.php
c php-imp-f php '-f' import fs 'newfstatat\(.*/lib.php' 'unlink\(.*php.out' 'require looks at lib.php first; unlink last' php -n imp.php
c php-fs-err php '-f ERR' fs fs 'mkdir\(' 'rmdir\(' 'mkdir first; rmdir in a shutdown function last' php -n fs.php
c php-late-y php '-y' open import '(newfstatat|openat)\(.*etc/app.conf' 'close\(4' 'fopen first (resolves the path, then opens); the last call of include closes lib.php' php -n late.php
### Lua
c lua-hello-f lua '-f' write write 'newfstatat\(1, ' '\bwrite\(1, ' 'print: stdio looks at descriptor 1; print flushes' lua5.4 hello.lua
c lua-cfg-y lua '-y' open write 'openat\(.*app.conf' '\bwrite\(1' 'io.lines first; output flushed at exit' lua5.4 cfg.lua
c lua-imp-f lua '-f' import fs 'openat\(.*lua/5.4/greet.lua' 'unlink\(' 'require looks through package.path first; os.remove last' lua5.4 imp.lua
c lua-fs-f lua '-tt -T' fs fs 'rename\(' 'rename\(' 'os.rename first and last' lua5.4 fs.lua
c lua-err lua '-f ERR' write fs '\bwrite\(2, "working' 'unlink\(' 'write to stderr first, os.remove last' lua5.4 err.lua
c lua-late-f lua '-f' fs import 'unlink\(' 'greet.lua", O_RDONLY >> close\(' 'os.remove first; the last call of require closes greet.lua' lua5.4 late.lua
### Tcl
T() { echo "openat\\(.*$1\" ;; close\\( ;; $2"; }
c tcl-hello-f tcl '-f' write write "$(T hello.tcl 'lseek\(1')" '\bwrite\(1, "hello' 'puts opens the standard channels; flush at exit' tclsh hello.tcl
c tcl-cfg-f tcl '-f' open write "$(T cfg.tcl 'readlink\("/opt"')" '\bwrite\(2, "\\n' 'open follows the path with readlink, then opens; puts to stderr last' tclsh cfg.tcl
c tcl-imp-f tcl '-tt' import fs "$(T imp.tcl 'readlink\("/opt"')" 'rename\(' 'source follows the path with readlink, then opens; rename last' tclsh imp.tcl
c tcl-sock-yy tcl '-f -yy' socket socket "$(T sock.tcl '\bsocket\(AF_INET')" 'close\(' 'socket first, close last' tclsh sock.tcl
c tcl-exec-f tcl '-f' other write "$(T exec.tcl 'lseek\(0')" '\bwrite\(2, "\\n' 'exec opens channel stdin for the child; puts to stderr last' tclsh exec.tcl
c tcl-late-f tcl '-f' fs import "$(T late.tcl 'newfstatat')" 'lib.tcl", O_RDONLY >> close\(' 'file delete first; the last call of source closes lib.tcl' tclsh late.tcl
### awk
c gawk-hello-f awk '-f' write write 'openat\(.*hello.awk ;; close\( ;; newfstatat\(1, ' '\bwrite\(1, ' 'print: stdio looks at descriptor 1; flush at exit' gawk -f hello.awk
c gawk-cfg awk '-T' open write 'openat\(.*app.conf' '\bwrite\(1, ' 'getline opens first; flush at exit' gawk -f cfg.awk
c gawk-out-y awk '-f -y' open other 'openat\(.*tmp/awk.out' 'close\(' 'print > file opens first; close() last' gawk -f out.awk
c mawk-cfg-f awk '-f' open write 'openat\(.*app.conf' '\bwrite\(1, ' 'getline opens first; flush at exit' mawk -f cfg.awk
c mawk-hello awk '' write write 'newfstatat\(1, ' '\bwrite\(1, ' 'print: stdio looks at descriptor 1; flush at exit' mawk -f hello.awk
c mawk-cmd-f awk '-f' other write 'openat\(.*cmd.awk ;; pipe2?\(' '\bwrite\(1, "2' 'a command: pipe first; output flushed at exit' mawk -f cmd.awk
c gawk-cmd-f awk '-f' other write 'openat\(.*cmd.awk ;; pipe2?\(' '\bwrite\(1, "2' 'a command: pipe first; output flushed at exit' gawk -f cmd.awk
c busybox-awk-cfg awk '-f' open write 'openat\(.*app.conf' '\bwrite\(1, ' 'busybox awk: getline opens first; flush at exit' busybox awk -f cfg.awk
c gawk-line awk '-f -tt' open write 'openat\(.*app.conf' '\bwrite\(1, ' 'program on the command line: getline opens first; flush at exit' gawk 'BEGIN { getline x < "/opt/sample/etc/app.conf"; print x }'
### shells
for b in bash dash; do
c $b-builtin-f $b '-f' fs write 'newfstatat\(.*app.conf' '\bwrite\(1, "done' '[ -e ] first, echo last' $b builtin.sh
c $b-src-tt $b '-tt' import other 'openat\(.*/lib.sh"' 'close\(1[012]\)' '. lib.sh first; the descriptor put back after the redirection last' $b src.sh
c $b-read-f $b '-f -y' open write 'openat\(.*app.conf' '\bwrite\(1' 'redirection of the loop opens first; echo last' $b read.sh
c $b-cd-err $b '-f ERR' other other "openat\\(.*cd.sh\" ;; read\\((255|1[01]), ;; fcntl\\(1, F_(GETFD|DUPFD)" 'kill\(' 'the redirection of echo saves descriptor 1 first; kill -0 last' $b cd.sh
c $b-kids-f $b '-f' write write '(newfstatat|write)\(1, ' '\bwrite\(1, "end' 'echo first (bash: stdio looks at descriptor 1); five children; echo last' $b kids.sh
c $b-pipe-f $b '-f' fs fs 'newfstatat\(.*"/opt/sample/etc",' 'newfstatat\(.*app.conf' '[ -d ] first; a pipeline; [ -f ] last' $b pipe.sh
c $b-miss $b '' missing missing 'faccessat2?\(.*override|newfstatat\(.*override' 'faccessat2?\(.*post.hook|newfstatat\(.*post.hook' '[ -r ] first, [ -x ] last' $b miss.sh
done
c bash-c bash '-f' fs write 'newfstatat\(.*app.conf' '\bwrite\(1, "yes' '-c: [ -f ] first, echo last' bash -c '[ -f /opt/sample/etc/app.conf ] && echo yes; :'
c bash-late bash '-f' write import 'newfstatat\(1, ' 'lib.sh", O_RDONLY >> close\(' 'echo first; the last call of . closes lib.sh' bash late.sh
c dash-late dash '-tt' write import '\bwrite\(1, ' 'lib.sh", O_RDONLY >> close\(1' 'echo first; the last call of . closes lib.sh' dash late.sh
c dash-c dash '-f' write fs '\bwrite\(1, "yes' 'newfstatat\(.*app.conf' '-c: echo first, [ -f ] last' dash -c 'echo yes; [ -f /opt/sample/etc/app.conf ]; :'
c bash-kids-nof bash '-T' write write 'newfstatat\(1, ' '\bwrite\(1, "end' 'children not followed: echo first and last' bash kids.sh
c bash-kids-ff bash '-ttt FF' write write 'newfstatat\(1, ' '\bwrite\(1, "end' 'part of the shell: echo first and last' bash kids.sh
c busybox-builtin busybox '-f' fs write 'newfstatat\(.*app.conf' '\bwrite\(1, "done' '[ -e ] first, echo last' busybox sh builtin.sh
c busybox-src busybox '-y' import other 'openat\(.*/lib.sh"' 'close\(1[012]' '. lib.sh first; the descriptor put back last' busybox sh src.sh
c busybox-read busybox '-f' open write 'openat\(.*app.conf' '\bwrite\(1, ' 'redirection opens first; echo last' busybox sh read.sh
c busybox-cd busybox '-tt' other other 'openat\(.*cd.sh" ;; read\(1[01], ;; fcntl\(1, F_DUPFD_CLOEXEC' 'kill\(' 'the redirection of echo saves descriptor 1 first; kill -0 last' busybox sh cd.sh
c busybox-pipe busybox '-f' fs fs 'newfstatat\(.*"/opt/sample/etc",' 'newfstatat\(.*app.conf' '[ -d ] first; a pipeline; [ -f ] last' busybox sh pipe.sh
