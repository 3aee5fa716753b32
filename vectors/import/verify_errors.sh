#!/bin/bash
# Makes vectors/x509/verify_errors.txt: what OpenSSL can say of a certificate. Run from the project's root.
# Source of the values: <openssl/x509_vfy.h> of Debian 12's libssl-dev.
set -euo pipefail
{
    echo "# Source: the macros X509_V_OK and X509_V_ERR_* of OpenSSL 3.0's <openssl/x509_vfy.h>, Debian 12."
    echo "# Made by: vectors/import/verify_errors.sh"
    sed -nE 's/^# *define (X509_V_(OK|ERR_[A-Z0-9_]+)) +([0-9]+)( .*)?$/\n[\1]\nNumber = \3/p' /usr/include/openssl/x509_vfy.h
} > vectors/x509/verify_errors.txt
