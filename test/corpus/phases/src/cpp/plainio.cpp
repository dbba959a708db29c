// first: chdir; last: cerr
#include <iostream>
#include <vector>
#include <unistd.h>
int main() { if (chdir("/opt/sample/etc")) return 1; std::vector<int> v(100000); std::cerr << v.size() << std::endl; }
