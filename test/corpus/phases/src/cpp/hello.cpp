// first: stdio looks at stdout; last: the flush at exit
#include <iostream>
int main() { std::cout << "hello\n" << 42 << " things\n"; }
