# first: the search for socket; last: close of the listening socket
import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
s.listen(2)
c = socket.create_connection(s.getsockname())
a, _ = s.accept()
c.sendall(b"ping")
a.recv(10)
a.close()
c.close()
s.close()
