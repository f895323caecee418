"""Runs a Python function: loads the handler and serves invocations over the Runtime API on file descriptor 3.

It is executed by whatever python3 the machine has, imports the standard library only, and ends when the engine's end of the
socket closes. What a function sees follows AWS's runtime, as documented in "Building Lambda functions with Python" and as
aws/aws-lambda-python-runtime-interface-client behaves.
"""

import decimal
import importlib
import json
import logging
import math
import os
import socket
import sys
import time
import traceback

ROOT = "/2018-06-01/runtime/"
ASK = "GET {}invocation/next HTTP/1.1\r\nHost: lambda\r\n\r\n".format(ROOT).encode()


class RuntimeFault(Exception):
    """An error that AWS's runtime words itself."""

    def __init__(self, kind, message, trace=None):
        super().__init__(message)
        self.shape = error_shape("Runtime." + kind, message, trace)


def error_shape(kind, message, trace=None, request_id=""):
    return {
        "errorMessage": message,
        "errorType": kind,
        "requestId": request_id,
        "stackTrace": trace or [],
    }


# ---- The Runtime API's client -------------------------------------------------------------------------------------------


class Engine:
    """The connection on descriptor 3. Answers to posts need no action: only a GET next is answered with 200."""

    def __init__(self):
        self.socket = socket.socket(fileno=3)
        self.bytes = b""

    def send(self, path, body, error_type=None, then=b""):
        header = ""
        if error_type is not None:
            printable = "".join(c for c in error_type if " " <= c <= "~")
            header = "Lambda-Runtime-Function-Error-Type: {}\r\n".format(printable)
        head = "POST {}{} HTTP/1.1\r\nHost: lambda\r\n{}Content-Length: {}\r\n\r\n".format(
            ROOT, path, header, len(body)
        )
        self.socket.sendall(head.encode() + body + then)

    def next(self):
        """The headers, by lower-case name, and the body of the next invocation."""
        while True:
            status, headers, body = self._answer()
            if status == "200":
                return headers, body

    def _answer(self):
        while True:
            end = self.bytes.find(b"\r\n\r\n")
            if end != -1:
                break
            self._receive()
        lines = self.bytes[:end].decode("latin-1").split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
        start = end + 4
        stop = start + int(headers["content-length"])
        if len(self.bytes) < stop:
            pieces = [self.bytes]
            missing = stop - len(self.bytes)
            while missing > 0:
                piece = self._read()
                pieces.append(piece)
                missing -= len(piece)
            self.bytes = b"".join(pieces)
        body = self.bytes[start:stop]
        self.bytes = self.bytes[stop:]
        return lines[0].split(" ", 2)[1], headers, body

    def _receive(self):
        self.bytes += self._read()

    def _read(self):
        piece = self.socket.recv(65536)
        if not piece:
            # The engine is gone. Threads of the function must not keep the process.
            os._exit(0)
        return piece


# ---- What the function sees ---------------------------------------------------------------------------------------------


class CognitoIdentity:
    cognito_identity_id = None
    cognito_identity_pool_id = None


class Record:
    """An object with the given attributes, `None` where the JSON has none."""

    def __init__(self, names, values):
        for name in names:
            setattr(self, name, values.get(name))


CLIENT = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")


def client_context(text):
    if not text:
        return None
    try:
        values = json.loads(text)
    except ValueError as error:
        raise RuntimeFault("LambdaContextUnmarshalError", "Unable to parse Client Context JSON: {}".format(error))
    context = Record(("custom", "env", "client"), values)
    if context.client is not None:
        context.client = Record(CLIENT, context.client)
    return context


class LambdaContext:
    def __init__(self, headers):
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.tenant_id = None
        self.client_context = client_context(headers.get("lambda-runtime-client-context"))
        self.identity = CognitoIdentity()
        self._deadline_ms = int(headers["lambda-runtime-deadline-ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


# ---- JSON ---------------------------------------------------------------------------------------------------------------


def encode_decimal(value):
    """AWS writes a Decimal digit by digit; here a fraction goes through a float, which the encoder can write."""
    if not isinstance(value, decimal.Decimal):
        raise TypeError("Object of type {} is not JSON serializable".format(type(value).__name__))
    if value.is_nan():
        return math.nan
    whole = value.is_finite() and value.as_tuple().exponent >= 0
    return int(value) if whole else float(value)


# AWS writes `\\u00fc` up to Python 3.11 and `ü` since 3.12.
ESCAPES = os.environ.get("AWS_EXECUTION_ENV", "") in {"AWS_Lambda_python3.%d" % minor for minor in range(6, 12)}


def to_json(value):
    if isinstance(value, bytes):
        return value
    try:
        return json.dumps(value, default=encode_decimal, ensure_ascii=ESCAPES).encode()
    except Exception as error:
        raise RuntimeFault("MarshalError", "Unable to marshal response: {}".format(error))


# ---- The log ------------------------------------------------------------------------------------------------------------

request_id = ""


class RequestIdFilter(logging.Filter):
    def filter(self, record):
        record.aws_request_id = request_id
        return True


class LogHandler(logging.Handler):
    def emit(self, record):
        sys.stdout.write(self.format(record))


def set_up_log():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    logging.Formatter.converter = time.gmtime
    handler = LogHandler()
    handler.addFilter(RequestIdFilter())
    layout = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
    handler.setFormatter(logging.Formatter(layout, "%Y-%m-%dT%H:%M:%S"))
    logging.getLogger().addHandler(handler)


def flush_log():
    """What has no line feed yet belongs to this invocation all the same."""
    sys.stdout.flush()
    sys.stderr.flush()


def log_error(shape):
    lines = ["[ERROR] {}: {}".format(shape["errorType"], shape["errorMessage"]), "Traceback (most recent call last):"]
    for element in shape["stackTrace"]:
        lines.extend(element.splitlines())
    # One event, one line: AWS's runtime does the same, and keeps the indentation with no-break spaces.
    sys.stdout.write("\r".join(lines) + "\n")


# ---- The handler --------------------------------------------------------------------------------------------------------


def load(name):
    module_name, dot, function_name = name.rpartition(".")
    if not dot:
        # What `name.rsplit(".", 1)` says when it is unpacked into two, which is AWS's text.
        reason = "not enough values to unpack (expected 2, got 1)"
        raise RuntimeFault("MalformedHandlerName", "Bad handler '{}': {}".format(name, reason))
    if module_name.split(".")[0] in sys.builtin_module_names:
        message = "Cannot use built-in module {} as a handler module".format(module_name)
        raise RuntimeFault("BuiltInModuleConflict", message)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise RuntimeFault("ImportModuleError", "Unable to import module '{}': {}".format(module_name, error))
    except SyntaxError as error:
        trace = ['  File "{}" Line {}\n    {}'.format(error.filename, error.lineno, error.text)]
        raise RuntimeFault("UserCodeSyntaxError", "Syntax error in module '{}': {}".format(module_name, error), trace)
    try:
        return getattr(module, function_name)
    except AttributeError:
        message = "Handler '{}' missing on module '{}'".format(function_name, module_name)
        raise RuntimeFault("HandlerNotFound", message)


def shape_of(error):
    if isinstance(error, RuntimeFault):
        return dict(error.shape, requestId=request_id)
    frames = traceback.extract_tb(error.__traceback__)
    # The function's frames only.
    own = next((i for i, frame in enumerate(frames) if frame.filename != __file__), 0)
    return error_shape(type(error).__name__, str(error), traceback.format_list(frames[own:]), request_id)


def trace(identifier):
    if identifier:
        os.environ["_X_AMZN_TRACE_ID"] = identifier
    else:
        os.environ.pop("_X_AMZN_TRACE_ID", None)


def serve(engine, handler):
    global request_id
    engine.socket.sendall(ASK)
    while True:
        headers, body = engine.next()
        request_id = headers["lambda-runtime-aws-request-id"]
        path = "invocation/" + request_id
        trace(headers.get("lambda-runtime-trace-id"))
        try:
            context = LambdaContext(headers)
            try:
                event = json.loads(body)
            except ValueError as error:
                raise RuntimeFault("UnmarshalError", "Unable to unmarshal input: {}".format(error))
            result = to_json(handler(event, context))
        except Exception as error:
            shape = shape_of(error)
            log_error(shape)
            flush_log()
            engine.send(path + "/error", json.dumps(shape).encode(), shape["errorType"], ASK)
        else:
            flush_log()
            engine.send(path + "/response", result, None, ASK)


def main():
    set_up_log()
    engine = Engine()
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    # The bootstrap's own folder is no place to import from.
    sys.path[:] = [path for path in sys.path if path != os.path.dirname(os.path.abspath(__file__))]
    try:
        handler = load(os.environ["_HANDLER"])
    except Exception as error:
        shape = shape_of(error)
        log_error(shape)
        engine.send("init/error", json.dumps(shape).encode(), shape["errorType"])
        sys.exit(1)
    serve(engine, handler)


if __name__ == "__main__":
    main()
