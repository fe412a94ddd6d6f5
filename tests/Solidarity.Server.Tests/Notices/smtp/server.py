"""A mail server for tests, on aiosmtpd: listens on a free loopback port, which it prints, then prints each mail that it
takes as one line of JSON. A line "answer 450" on standard input has it refuse mails so; "answer 250" has it take them
again. It ends with its standard input.

    server.py [--user NAME PASSWORD] [--tls CERTIFICATE KEY]
"""
import argparse
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Handler:
    answer = 250

    async def handle_DATA(self, server, session, envelope):
        if self.answer != 250:
            return f"{self.answer} not now"
        mail = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "data": envelope.content.decode()}
        print(json.dumps(mail), flush=True)
        return "250 taken"


async def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--user", nargs=2)
    arguments.add_argument("--tls", nargs=2)
    options = arguments.parse_args()
    handler = Handler()

    def check(server, session, envelope, mechanism, data):
        known = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == options.user
        return AuthResult(success=known, handled=False)

    context = None
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*options.tls)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(
            handler, hostname="localhost", loop=loop, tls_context=context, authenticator=check,
            auth_required=options.user is not None, auth_require_tls=False),
        "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        handler.answer = int(line.split()[1])
        print("{}", flush=True)


asyncio.run(main())
