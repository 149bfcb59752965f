from setuptools import setup

setup(
    name='python_worker_extension_timer',
    version='1.0.0',
    description='Python Worker Extension Demo',
    long_description=open('readme.md').read(),
    install_requires=['azure-functions >= 1.7.0, < 2.0.0'],
    packages=['python_worker_extension_timer'],
)
