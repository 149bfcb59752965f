import logging
import azure.functions as func
import tempfile
from os import listdir


def main(req: func.HttpRequest) -> str:
   tempFilePath = tempfile.gettempdir()   
   fp = tempfile.NamedTemporaryFile()     
   fp.write(b'Hello world!')              
   filesDirListInTemp = listdir(tempFilePath)     
   return f'{tempFilePath} {fp.name.split("/")[-1] in filesDirListInTemp}'
