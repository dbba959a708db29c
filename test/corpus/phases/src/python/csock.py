# first: open of the settings; a socket made by the C module; last: its close
with open("/opt/sample/etc/app.conf") as f:
    port = [l.split("=")[1] for l in f if l.startswith("port")]
import _socket
s = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
s.bind(("127.0.0.1", 0))
s.close()
