"""A real SMTP server for tests, on a free port of 127.0.0.1, whose behaviour is told by the first part of the recipient's address.

    smtp_server.py MAILS [--cert FILE --key FILE [--smtps]] [--user NAME --password WORD] [--refuse-sender]

Prints its port, then appends each accepted mail to MAILS, one JSON object a line.
"""
import argparse
import asyncio
import base64
import json
import os
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

options = argparse.ArgumentParser()
options.add_argument("mails")
options.add_argument("--cert")
options.add_argument("--key")
options.add_argument("--smtps", action="store_true")
options.add_argument("--user")
options.add_argument("--password")
options.add_argument("--refuse-sender", action="store_true")
given = options.parse_args()
seen = set()
together = set()
two_are_there = asyncio.Event()


def first_time(address):
    """True once for each address."""
    new = address not in seen
    seen.add(address)
    return new


async def until_two_hand_mails(connection):
    """Answers none of the first mails of two senders before both have come: neither can have done all before the other began."""
    together.add(id(connection))
    if len(together) > 1:
        two_are_there.set()
    await two_are_there.wait()


def told(envelope):
    return envelope.rcpt_tos[0].split(".")[0] if envelope.rcpt_tos else ""


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if given.refuse_sender:
            return "550 5.7.1 Sender not wanted here"
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        word = address.split(".")[0]
        if word == "unknown":
            return "550 5.1.1 No such person here"
        if word == "full":
            return "452 4.2.2 Mailbox full"
        if word == "busy" and first_time(address):
            return "451 4.3.0 Try again"
        if word == "closing" and first_time(address):
            return "421 4.3.2 Going away"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if told(envelope) == "spam":
            return "554 5.7.1 We do not want this"
        if told(envelope) == "together":
            await until_two_hand_mails(server)
        line = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None, "data": base64.b64encode(envelope.content).decode()}
        with open(given.mails, "a", encoding="utf-8") as mails:
            mails.write(json.dumps(line) + "\n")
        if told(envelope) == "swallow":
            await asyncio.sleep(3600)
        return "250 OK"


class Server(SMTP):
    async def smtp_DATA(self, arg):
        if told(self.envelope) == "hang" and first_time(self.envelope.rcpt_tos[0]):
            await asyncio.sleep(3600)
        if told(self.envelope) == "cut" and first_time(self.envelope.rcpt_tos[0]):
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


def authenticator(server, session, envelope, mechanism, auth_data):
    right = auth_data.login == given.user.encode() and auth_data.password == given.password.encode()
    return AuthResult(success=right, handled=right)


async def main():
    context = None
    if given.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(given.cert, given.key)

    def make():
        starttls = context if context and not given.smtps else None
        auth = {"authenticator": authenticator, "auth_required": True, "auth_require_tls": context is not None} if given.user else {}
        return Server(Handler(), tls_context=starttls, require_starttls=starttls is not None, enable_SMTPUTF8=True, hostname="mail.example.org", **auth)

    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0, ssl=context if given.smtps else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


# The tests hold our standard input open: it closes when they end, however they do.
threading.Thread(target=end_with_parent, daemon=True).start()
asyncio.run(main())
