package org.permanence.adapter.configuration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Digest authentication (RFC 2617), as a telephone answers it and a carrier asks for it.
final class SipDigest {

    static final String REALM = "carrier.example";
    private static final String NONCE = "5f1c0ffee";
    private static final String CLIENT_NONCE = "0a4f113b";

    private SipDigest() {}

    /// The challenge of a carrier: the value of WWW-Authenticate.
    static String challenge() {
        return "Digest realm=\"%s\", nonce=\"%s\", algorithm=MD5, qop=\"auth\"".formatted(REALM, NONCE);
    }

    /// The value of Authorization that answers a challenge.
    static String answer(String challenge, String method, String uri, String user, String password) {
        String realm = parameter(challenge, "realm");
        String nonce = parameter(challenge, "nonce");
        return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"%s\", response=\"%s\""
                .formatted(
                        user,
                        realm,
                        nonce,
                        uri,
                        CLIENT_NONCE,
                        response(
                                user + ":" + realm + ":" + password,
                                nonce + ":00000001:" + CLIENT_NONCE + ":auth",
                                method + ":" + uri));
    }

    /// Whether a request's Authorization proves this user and password to the carrier of [#challenge].
    static boolean proves(String authorization, String method, String user, String password) {
        String middle =
                "%s:%s:%s:auth".formatted(NONCE, parameter(authorization, "nc"), parameter(authorization, "cnonce"));
        return parameter(authorization, "username").equals(user)
                && parameter(authorization, "realm").equals(REALM)
                && parameter(authorization, "nonce").equals(NONCE)
                && parameter(authorization, "response")
                        .equals(response(
                                user + ":" + REALM + ":" + password,
                                middle,
                                method + ":" + parameter(authorization, "uri")));
    }

    private static String response(String credentials, String middle, String request) {
        return md5(md5(credentials) + ":" + middle + ":" + md5(request));
    }

    private static String parameter(String header, String name) {
        Matcher found = Pattern.compile("[ ,]" + name + "=\"?([^\",]*)").matcher(header);
        return found.find() ? found.group(1) : "";
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
