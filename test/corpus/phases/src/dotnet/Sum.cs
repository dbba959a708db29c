// first: read of standard input; last: write to standard output
using System; using System.Linq;
static class P { static void Main() { long s = 0; string l; while ((l = Console.ReadLine()) != null) s += long.Parse(l); Console.WriteLine(s); } }
