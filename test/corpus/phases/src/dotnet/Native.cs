// first: the search for the library of a P/Invoke; last: getppid
using System; using System.Runtime.InteropServices;
static class P {
  [DllImport("libc.so.6")] static extern int getppid();
  [DllImport("libc.so.6")] static extern uint getuid();
  static int Main() { int n = getppid(); for (int i = 0; i < 20; i++) n += (int)getuid(); n += getppid(); return n > 0 ? 0 : 1; } }
