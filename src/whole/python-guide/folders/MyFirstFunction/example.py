NAME = 'example of MyFirstFunction'
