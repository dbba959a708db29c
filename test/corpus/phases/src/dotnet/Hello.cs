using System;
static class P { static void Main() { Console.WriteLine("hello"); Console.WriteLine("bye"); } }
