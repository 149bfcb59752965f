from __app__.SharedCode import myFirstHelperFunction
from . import example


def main(req):
    return f'{myFirstHelperFunction.first()} {example.NAME}'
