// first: getppid; threads and a caught exception; last: a write to stderr
#include <thread>
#include <vector>
#include <mutex>
#include <stdexcept>
#include <unistd.h>
static std::mutex m;
int main() { if (getppid() == 0) return 1; std::vector<std::thread> v;
  for (int i = 0; i < 3; i++) v.emplace_back([i] { std::this_thread::sleep_for(std::chrono::milliseconds(i)); std::lock_guard<std::mutex> l(m);
    try { throw std::runtime_error("x"); } catch (std::exception &) { char c = '0' + i; (void)!write(1, &c, 1); } });
  for (auto &t : v) t.join(); (void)!write(1, "\n", 1); }
