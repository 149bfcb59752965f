def customentry(req):
    return 'customentry of main.py'
