# a web server that answers three requests. first: the search for http.server; last: the write of the count at the end
import http.server, threading, urllib.request
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        b = b"hello " + self.path.encode() + b"\n"
        self.send_response(200)
        self.send_header("Content-Length", str(len(b)))
        self.end_headers()
        self.wfile.write(b)
    def log_message(self, *a):
        pass
s = http.server.HTTPServer(("127.0.0.1", 0), H)
t = threading.Thread(target=s.serve_forever, kwargs={"poll_interval": 0.01})
t.start()
n = 0
for i in range(3):
    with urllib.request.urlopen("http://127.0.0.1:%d/p%d" % (s.server_port, i)) as r:
        n += len(r.read())
s.shutdown()
t.join()
s.server_close()
print("bytes", n)
