#!/bin/bash
# arm64.sh image WORK | boot WORK | truth WORK FOLDER: traces of the same programs on aarch64, under software emulation.
# Debian 12 as root, besides what make.sh needs: debootstrap qemu-user-static qemu-system-arm, gcc and g++ for
# aarch64-linux-gnu, gcc for arm-linux-gnueabihf, musl-dev and libstd-rust-dev of arm64 (unpacked into WORK/x, musl's
# files also below /usr), with binfmt_misc mounted; Node.js below WORK/node/{18,20,22,24}/bin (18 may be Debian's own),
# other versions of Go in GO15, GO24, GO26 (paths of their `go`). What is missing is left out.
# `image` builds programs here and a disk with Debian for arm64; `boot` starts it, which runs every case of
# src/cases.sh and src/cases-arm64.sh under its own kernel and strace, and turns itself off; `truth` takes the
# traces off the disk and looks up the first and last call of each. strace under qemu-user cannot work.
# GLOB='c-*-mdyn' makes `boot` run some cases only.
# SUITE=trixie CPU=max,pauth-impdef=on MACHINE=virt,mte=on: a processor with pointer authentication, guarded code
# (BTI) and tagged memory, and programs of C that are built for that.
set -u
HERE=$(cd "$(dirname "$0")" && pwd)
S=/opt/sample; B=$S/bin
ENVV=(PATH=/usr/local/bin:/usr/bin:/bin HOME=/opt/sample/home LANG=C.UTF-8)
XENV=()
declare -A SEEN=() V=()

folder() { case $1 in node|java|ruby|perl|php|lua|tcl|awk|python) echo $S/$1 ;; bash|dash|busybox) echo $S/sh ;; *) echo $S ;; esac; }

build() { [ -e "$1" ] || "${@:2}" || echo "cannot build $1" >&2; }

image() {
  local w=$1 o=$1/bin g=aarch64-linux-gnu-gcc a=arm-linux-gnueabihf-gcc p v go
  local m="$g -specs /usr/lib/aarch64-linux-musl/musl-gcc.specs" c=$HERE/src/c
  mkdir -p $o
  for p in hello ids sleep sock fs cfg fcfg ctor dl thr fork abort segv miss late; do
    build $o/$p $g -w -O1 -o $o/$p $c/$p.c -pthread -ldl
    [ $p = dl ] && continue
    build $o/$p-static $g -w -O1 -static -o $o/$p-static $c/$p.c -pthread
    build $o/$p-spie $g -w -O1 -static-pie -o $o/$p-spie $c/$p.c -pthread
    build $o/$p-musl $m -w -O1 -static -no-pie -o $o/$p-musl $c/$p.c
    build $o/$p-mdyn $m -w -O1 -o $o/$p-mdyn $c/$p.c
    build $o/$p-arm32 $a -w -O1 -o $o/$p-arm32 $c/$p.c -pthread
    build $o/$p-arm32s $a -w -O1 -static -o $o/$p-arm32s $c/$p.c -pthread
  done
  build $o/libpre.so $g -w -shared -fPIC -o $o/libpre.so $c/pre.c
  for p in hello glob fsys thr sock; do
    build $o/$p-cpp aarch64-linux-gnu-g++ -w -O1 -o $o/$p-cpp $HERE/src/cpp/$p.cpp -pthread
    build $o/$p-cpps aarch64-linux-gnu-g++ -w -O1 -static -o $o/$p-cpps $HERE/src/cpp/$p.cpp -pthread
  done
  for p in $(ls $HERE/src/go); do for v in '' 15 24 26; do
    go=GO$v; go=${!go:-}; [ -z "$v" ] && go=go; [ -n "$go" ] || continue
    local e=CGO_ENABLED=0; case $p in cgo*|cthr) e="CGO_ENABLED=1 CC=$g"; [ -n "$v" ] && continue ;; esac
    build $o/$p-go$v sh -c "cd $HERE/src/go/$p && env $e GOARCH=arm64 GO111MODULE=off GOFLAGS=-trimpath GOCACHE=$w/gocache $go build -o $o/$p-go$v main.go"
  done; done
  local r="rustc --target aarch64-unknown-linux-gnu --sysroot $w/x/usr -C linker=$g -O --remap-path-prefix $HERE=/opt/sample"
  for p in hello cfg fs ids sock thr miss sleep; do build $o/$p-rust $r -o $o/$p-rust $HERE/src/rust/$p.rs; done
  build $o/crt-rust $r -C target-feature=+crt-static -o $o/crt-rust $HERE/src/rust/hello.rs

  local d=$w/root
  if [ ! -e $d/boot/vmlinuz-arm64 ]; then
    debootstrap --arch=arm64 --variant=minbase ${SUITE:-bookworm} $d
    printf '#!/bin/sh\nexit 101\n' > $d/usr/sbin/policy-rc.d; chmod +x $d/usr/sbin/policy-rc.d
    mkdir -p $d/usr/share/man/man1
    mount -t proc proc $d/proc
    DEBIAN_FRONTEND=noninteractive chroot $d apt-get install -y --no-install-recommends strace busybox-static gawk mawk \
      perl python3 python3-venv ruby php-cli lua5.4 tcl nodejs libjemalloc2 iproute2 kmod initramfs-tools \
      $([ ${SUITE:-bookworm} = bookworm ] && echo openjdk-17-jdk-headless || echo gcc g++) musl linux-image-cloud-arm64
    umount $d/proc
    cp $d/boot/vmlinuz-*-arm64 $d/boot/vmlinuz-arm64; cp $d/boot/initrd.img-*-arm64 $d/boot/initrd-arm64
  fi
  if [ -x $d/usr/bin/gcc ]; then
    mkdir -p $d/src; cp $c/*.c $HERE/src/cpp/*.cpp $d/src/
    for p in hello ids sock thr dl fs arm; do
      build $o/$p-bti chroot $d gcc -w -O1 -mbranch-protection=standard -o /src/$p-bti /src/$p.c -pthread
    done
    build $o/ids-btis chroot $d gcc -w -O1 -mbranch-protection=standard -static -o /src/ids-btis /src/ids.c
    build $o/glob-cppbti chroot $d g++ -w -O1 -mbranch-protection=standard -o /src/glob-cppbti /src/glob.cpp
    mv $d/src/*bti* $o/ 2>/dev/null; rm -rf $d/src
  fi
  rm -rf $d$S; mkdir -p $d$S/{home,tmp,traces} $d/opt/node18/bin
  cp -r $HERE $d$S/phases; rm -f $d$S/phases/*.strace; cp -rL $o $d$S/bin
  for v in etc python node java ruby perl php lua tcl awk sh; do cp -r $HERE/src/$v $d$S/; done
  for v in app.conf app.json data.tsv preload.conf; do [ -f $d$S/etc/$v ] || cp $d$S/etc/app.conf $d$S/etc/$v; done
  (cd $d$S/java && javac --release 17 *.java && printf 'Main-Class: ReadFile\n' > m.txt && jar cfm read.jar m.txt ReadFile.class)
  ln -sf /usr/bin/node $d/opt/node18/bin/node
  for v in 22 24; do mkdir -p $d/opt/node$v/bin; cp $w/node/$v/bin/node $d/opt/node$v/bin/; done
  cp $w/node/20/bin/node $d/usr/local/bin/node
  cp -r /usr/arm-linux-gnueabihf/lib $d/usr/lib/arm-linux-gnueabihf; ln -sf /usr/lib/arm-linux-gnueabihf/ld-linux-armhf.so.3 $d/lib/
  mkdir -p $d/etc/ld.so.conf.d; echo /usr/lib/arm-linux-gnueabihf > $d/etc/ld.so.conf.d/arm.conf
  echo 'nameserver 192.0.2.1' > $d/etc/resolv.conf; echo '127.0.0.1 localhost' > $d/etc/hosts
  rm -f $w/root.img; truncate -s 5G $w/root.img; mkfs.ext4 -q -d $d $w/root.img
}

boot() {
  timeout ${LIMIT:-2400} qemu-system-aarch64 -nographic -machine ${MACHINE:-virt} -cpu ${CPU:-cortex-a57} -smp 1 -m 2048 -nic none \
    -kernel $1/root/boot/vmlinuz-arm64 -initrd $1/root/boot/initrd-arm64 -drive file=$1/root.img,if=virtio,format=raw \
    -append "root=/dev/vda rw init=$S/phases/arm64.sh console=ttyAMA0 quiet GLOB=${GLOB:-*}" </dev/null
}

inside() {  # process 1 of the emulated machine
  shopt -s extglob
  export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
  mount -t proc proc /proc; mount -t sysfs sysfs /sys; mkdir -p /dev/pts /dev/shm
  mount -t devpts devpts /dev/pts; mount -t tmpfs tmpfs /dev/shm; mount -t tmpfs tmpfs /run
  hostname build; ip link set lo up; ldconfig
  python3 -m venv --without-pip $S/venv
  c() {
    local name=$1 rt=$2 opts=$3 o=$S/traces; shift 8
    case $name in ${GLOB:-*}) ;; *) return ;; esac
    command -v "$1" >/dev/null || { echo "no $1 for $name"; return; }
    cd $(folder $rt); rm -rf $S/tmp/*; echo keep > $S/tmp/keep
    echo "$(cut -d' ' -f1 /proc/uptime) $name"
    local run=(timeout 300 env -i "${ENVV[@]}" strace $(sed 's/ERR//; s/FF/-ff/' <<< "$opts") "${XENV[@]/#/-E}")
    case $opts in
      *ERR*) "${run[@]}" "$@" </dev/null >$S/tmp/.out 2>$o/$name.strace ;;
      *FF*) "${run[@]}" -o $o/.ff "$@" </dev/null >$S/tmp/.out 2>&1
        local main; main=$(ls $o/.ff.* | sort -t. -k3 -n | head -1); mv $main $o/$name.${main##*.}.strace; rm -f $o/.ff.* ;;
      *) "${run[@]}" -o $o/$name.strace "$@" </dev/null >$S/tmp/.out 2>&1 ;;
    esac
  }
  . "$HERE/src/cases.sh"; . "$HERE/src/cases-arm64.sh"
  { uname -a; strace -V; cat /proc/cpuinfo; ldd --version; bash --version; dpkg -l; node -v; } > $S/traces/versions.txt 2>&1
  sync; mount -o remount,ro /; echo o > /proc/sysrq-trigger; sleep 60
}

# The calls that arm64 does not have are those with `at` there: the same pattern with the name it has.
names() {
  sed -E 's/getrlimit/(getrlimit|prlimit64)/g; s/rmdir\\\(/unlinkat\\(.*AT_REMOVEDIR|&/g; s/\b(mkdir|unlink|rename|open|readlink)\\\(/\1(at2?)?\\(/g
    s/readlink\(at2\?\)\?\\\(("|\\")/readlink(at)?\\((AT_FDCWD[^,]*, )?\1/g; s/\baccess\\\(/faccessat2?\\(/g; s/newfstatat\\\(([0-9])/(newfstatat|fstat)\\(\1/g' <<< "$1"
}

# The version of a runtime: that of Debian, but for what is built here and Node.js.
of() {
  case $2 in
    *-go[0-9]*) echo "go 1.$(sed 's/[^0-9]*64-go//; s/-.*//' <<< "$2"), aarch64" ;;
    *-go-*) echo "go $(go version | cut -d' ' -f3), aarch64" ;;
    *-node-*) echo "node 20, aarch64" ;;
    *-node[0-9]*) echo "node $(sed 's/.*-node//; s/-.*//' <<< "$2"), aarch64" ;;
    *-rust-*) echo "rust $(/usr/bin/rustc --version | cut -d' ' -f2), aarch64" ;;
    *) echo "$1 of $3" ;;
  esac
}

truth() {
  local w=$1 out; mkdir -p $2; out=$(cd $2 && pwd); mkdir -p $w/mnt
  mount -o loop,ro $w/root.img $w/mnt && cp $w/mnt$S/traces/* $out/; umount $w/mnt
  local f; for f in $out/*.strace; do case ${f##*/} in arm64-*) ;; *) mv $f $out/arm64-${f##*/} ;; esac; done
  local version debian; version=$(sed -n 's/^strace -- version //p' $out/versions.txt)
  debian="Debian $(awk '$2 == "base-files" { print int($3) }' $out/versions.txt), aarch64"
  : > $out/.truth; : > $out/.index
  c() {
    local name=arm64-$1 rt=$2 opts=$3 fk=$4 lk=$5 first last why=$8; first=$(names "$6"); last=$(names "$7"); shift 8
    local n=${SEEN[$rt]:-0}; SEEN[$rt]=$((n + 1)); local set=dev; [ $((n % 3)) = 1 ] && set=held
    case $opts in *FF*) name=$(cd $out && ls $name.*.strace 2>/dev/null | sed 's/.strace//') ;; esac
    [ -e $out/$name.strace ] || return
    local t; t=$(python3 $HERE/src/truth.py $out/$name.strace "$first" "$last") || { echo "$t" >&2; return; }
    local a z i u; IFS='|' read -r a z i u <<< "${t//$'\t'/|}"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$a" "$z" "$i" "$rt" "$fk" "$lk" $set "$u" >> $out/.truth
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$version" "$(sed 's/ERR/ 2>FILE/; t; s/FF/-ff/; s/$/ -o FILE/' <<< "$opts")" "${XENV[*]:+-E ${XENV[*]} }$*" "$(of "$rt" "$name" "$debian")" "$why" >> $out/.index
  }
  . "$HERE/src/cases.sh"; . "$HERE/src/cases-arm64.sh"
  { printf 'name\tstart_line\tend_line\ttid\truntime\tfirst_kind\tlast_kind\tset\tend_tid\n'; sort $out/.truth; } > $out/TRUTH.tsv
  { printf 'name\tstrace_version\toptions\tcommand\truntime_version\thow_truth_was_found\n'; sort $out/.index; } > $out/INDEX.tsv
  rm -f $out/.truth $out/.index
}

case ${1:-} in
  image|boot|truth) "$@" ;;
  *) if [ $$ = 1 ]; then inside; else sed -n 2,10p "$0"; fi ;;
esac
