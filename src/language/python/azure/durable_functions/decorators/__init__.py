"""The v2 programming model: functions are declared by decorators."""
