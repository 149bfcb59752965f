from __app__.SharedCode import mySecondHelperFunction as helper


def main(req):
    return helper.second()
