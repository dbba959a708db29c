#!/bin/bash
# make.sh FOLDER [GLOB]: makes the traces, TRUTH.tsv and INDEX.tsv again, into FOLDER (all of them, or those named like GLOB).
# Debian 12 as root: strace gcc g++ gcc-multilib musl-tools golang openjdk-17-jdk-headless nodejs ruby perl php-cli
# lua5.4 tcl gawk mawk busybox-static dash libjemalloc2 libfaketime, rustc; other Pythons below /opt/pyenv/versions.
# Programs are built and run in /opt/sample, so that no path of the machine gets into a trace.
set -u
HERE=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 1 ] || { sed -n 2,5p "$0"; exit 2; }
if [ -z "${IN_NS:-}" ]; then  # a host name and name service of its own
  mkdir -p /opt/sample/tmp; echo 'nameserver 192.0.2.1' > /opt/sample/resolv.conf; echo '127.0.0.1 localhost' > /opt/sample/hosts
  exec env IN_NS=1 unshare -u -m sh -c 'hostname build; mount --bind /opt/sample/resolv.conf /etc/resolv.conf
    mount --bind /opt/sample/hosts /etc/hosts; exec "$@"' sh bash "$0" "$@"
fi
mkdir -p "$1"; OUT=$(cd "$1" && pwd); GLOB=${2:-*}
S=/opt/sample; B=$S/bin
mkdir -p $S/tmp $S/bin $S/home
for d in etc python node java ruby perl php lua tcl awk sh; do rm -rf $S/$d; cp -r "$HERE/src/$d" $S/; done
for f in app.conf app.json data.tsv preload.conf; do [ -f $S/etc/$f ] || cp $S/etc/app.conf $S/etc/$f; done
rm -rf $S/tmp/*; echo keep > $S/tmp/keep

### builds
build() { [ -e "$B/$1" ] && return; local o=$1; shift; "$@" || echo "cannot build $o" >&2; }
C=$HERE/src/c
for p in hello ids sleep sock fs cfg fcfg ctor dl thr fork abort segv miss late; do
  build $p gcc -w -O1 -o $B/$p $C/$p.c -pthread -ldl
  [ $p = dl ] && continue
  build $p-static gcc -w -O1 -static -o $B/$p-static $C/$p.c -pthread
  build $p-spie gcc -w -O1 -static-pie -o $B/$p-spie $C/$p.c -pthread
  build $p-musl musl-gcc -w -O1 -static -o $B/$p-musl $C/$p.c
  build $p-mdyn musl-gcc -w -O1 -o $B/$p-mdyn $C/$p.c
  build $p-m32 gcc -w -O1 -m32 -o $B/$p-m32 $C/$p.c -pthread
  build $p-m32s gcc -w -O1 -m32 -static -o $B/$p-m32s $C/$p.c -pthread
done
build libpre.so gcc -w -shared -fPIC -o $B/libpre.so $C/pre.c
for p in hello glob fsys thr sock; do
  build $p-cpp g++ -w -O1 -o $B/$p-cpp $HERE/src/cpp/$p.cpp -pthread
  build $p-cpps g++ -w -O1 -static -o $B/$p-cpps $HERE/src/cpp/$p.cpp -pthread
done
for p in hello ids cli gc web run cgo cgoout initf sock miss sleep; do
  build $p-go sh -c "cd $HERE/src/go/$p && GO111MODULE=off GOFLAGS=-trimpath GOCACHE=$S/.gocache go build -o $B/$p-go main.go"
done
for p in hello cfg fs ids sock thr miss sleep; do
  build $p-rust rustc -O --remap-path-prefix "$HERE=/opt/sample" -o $B/$p-rust $HERE/src/rust/$p.rs
done
build crt-rust rustc -O -C target-feature=+crt-static -o $B/crt-rust $HERE/src/rust/hello.rs
(cd $S/java && javac *.java && printf 'Main-Class: ReadFile\n' > m.txt && jar cfm read.jar m.txt ReadFile.class)
[ -d $S/venv ] || /usr/bin/python3 -m venv --without-pip $S/venv
sh -c 'cd /opt/sample/python && rm -rf __pycache__ tool/__pycache__'

### one case: c NAME RUNTIME OPTIONS FIRST_KIND LAST_KIND FIRST LAST WHY COMMAND...
# OPTIONS of strace; the word ERR among them: strace writes to its stderr, which is caught; FF: parts by -ff.
ENVV=(PATH=/usr/local/bin:/usr/bin:/bin HOME=/opt/sample/home LANG=C.UTF-8)
XENV=()
declare -A SEEN=()
[ "$GLOB" = '*' ] && rm -f $OUT/*.strace
: > $OUT/.truth; : > $OUT/.index
c() {
  local name=$1 rt=$2 opts=$3 fk=$4 lk=$5 first=$6 last=$7 why=$8; shift 8
  case $rt in node|java|ruby|perl|php|lua|tcl|awk|python) cd $S/$rt ;; bash|dash|busybox) cd $S/sh ;; *) cd $S ;; esac
  # every third case of a runtime is held back; counted here, whatever GLOB says
  local n=${SEEN[$rt]:-0}; SEEN[$rt]=$((n + 1)); local set=dev; [ $((n % 3)) = 1 ] && set=held
  case $name in $GLOB) ;; *) return ;; esac
  rm -rf $S/tmp/*; echo keep > $S/tmp/keep
  local o=${opts//ERR/} shown; o=${o//FF/-ff}
  local run=(env -i "${ENVV[@]}" strace $o "${XENV[@]/#/-E}")
  case $opts in
    *ERR*) "${run[@]}" "$@" </dev/null >$S/tmp/.out 2>$OUT/$name.strace; shown="$o 2>FILE" ;;
    *FF*) rm -f $OUT/.ff.*; "${run[@]}" -o $OUT/.ff "$@" </dev/null >$S/tmp/.out 2>&1; shown="$o -o FILE"
      local main; main=$(ls $OUT/.ff.* | sort -t. -k3 -n | head -1); name=$name.${main##*.}
      mv $main $OUT/$name.strace; rm -f $OUT/.ff.* ;;
    *) "${run[@]}" -o $OUT/$name.strace "$@" </dev/null >$S/tmp/.out 2>&1; shown="$o -o FILE" ;;
  esac
  local t; t=$(python3 $HERE/src/truth.py $OUT/$name.strace "$first" "$last") || { echo "$t" >&2; rm -f $OUT/$name.strace; return; }
  local a z i u; IFS='|' read -r a z i u <<< "${t//$'\t'/|}"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$a" "$z" "$i" "$rt" "$fk" "$lk" $set "$u" >> $OUT/.truth
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$(strace -V | sed -n '1s/.* //p')" "$shown" "${XENV[*]:+-E ${XENV[*]} }$*" "$rt $(ver $rt "$1")" "$why" >> $OUT/.index
}
declare -A V=()
ver() {
  local k=$1; [ $1 = python ] && k=$2
  [ -n "${V[$k]:-}" ] || V[$k]=$(case $1 in
    c|cpp) echo "gcc $(gcc -dumpfullversion), glibc $(ldd --version | sed -n '1s/.* //p'), musl 1.2.3" ;;
    go) go version | cut -d' ' -f3 ;; rust) rustc --version | cut -d' ' -f2 ;; python) $2 -V 2>&1 | cut -d' ' -f2 ;;
    node) node -v ;; java) java -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p' ;; ruby) ruby -v | cut -d' ' -f2 ;;
    perl) perl -e 'print $^V' ;; php) php -r 'echo PHP_VERSION;' ;; lua) lua5.4 -v | cut -d' ' -f2 ;; tcl) echo 'puts [info patchlevel]' | tclsh ;;
    awk) echo "gawk 5.2.1, mawk 1.3.4, busybox 1.35.0" ;; bash) echo $BASH_VERSION ;; dash) echo 0.5.12 ;; busybox) echo 1.35.0 ;; esac)
  echo "${V[$k]}"
}

. "$HERE/src/cases.sh"

head_t='name\tstart_line\tend_line\ttid\truntime\tfirst_kind\tlast_kind\tset\tend_tid\n'
head_i='name\tstrace_version\toptions\tcommand\truntime_version\thow_truth_was_found\n'
{ printf "$head_t"; sort $OUT/.truth; } > $OUT/.t; { printf "$head_i"; sort $OUT/.index; } > $OUT/.i
if [ "$GLOB" = '*' ]; then mv $OUT/.t $OUT/TRUTH.tsv; mv $OUT/.i $OUT/INDEX.tsv; else cat $OUT/.t; fi
rm -f $OUT/.truth $OUT/.index $OUT/.t $OUT/.i $OUT/.ff.*
