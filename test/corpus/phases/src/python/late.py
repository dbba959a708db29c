# first: mkdir; last: the end of an import
import os
os.mkdir("/opt/sample/tmp/late")
import colorsys
