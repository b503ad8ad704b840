package org.permanence.adapter.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A new key, and a certificate for it that the key itself has signed: a peer trusts exactly this certificate. Both
/// are made by the JDK's `keytool`, because the JDK has no public class that makes certificates.
///
/// @param certificate PEM
/// @param key PEM (PKCS 8), a secret
record SelfSignedCertificate(String certificate, String key) {

    private static final String ALIAS = "key";
    private static final String PASSWORD_VARIABLE = "PERMANENCE_KEYTOOL_PASSWORD";
    private static final int DAYS = 3650;
    private static final int TIMEOUT_SECONDS = 60;

    /// Makes a certificate for this host, valid for ten years.
    ///
    /// @param host an IPv4 address or a name
    /// @throws AsteriskFilesException if `keytool` fails
    static SelfSignedCertificate of(String host) {
        ConfValues.host("certificate's host", host);
        try {
            Path directory = Files.createTempDirectory("permanence-certificate");
            Path store = directory.resolve("store.p12");
            try {
                String password = AsteriskPassword.random(new SecureRandom()).value();
                run(store, host, password);
                return read(store, password.toCharArray());
            } finally {
                Files.deleteIfExists(store);
                Files.delete(directory);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new AsteriskFilesException("certificate: not made (expected: the JDK's keytool)", e);
        }
    }

    /// The password is not among the arguments, which other users can read.
    private static void run(Path store, String host, String password) throws IOException {
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=" + (ConfValues.isIpv4(host) ? "ip:" : "dns:") + host,
                "-validity",
                Integer.toString(DAYS),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                PASSWORD_VARIABLE));
        builder.environment().put(PASSWORD_VARIABLE, password);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process keytool = builder.start();
        try {
            if (!keytool.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                throw new AsteriskFilesException(
                        "certificate: keytool failed (expected: a certificate for " + host + ")");
            }
        } catch (InterruptedException e) {
            keytool.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AsteriskFilesException("certificate: interrupted", e);
        }
    }

    private static SelfSignedCertificate read(Path store, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        return new SelfSignedCertificate(
                pem(keys.getCertificate(ALIAS)),
                pem("PRIVATE KEY", keys.getKey(ALIAS, password).getEncoded()));
    }

    /// A certificate as PEM.
    static String pem(Certificate certificate) throws CertificateEncodingException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    private static String pem(String kind, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, base64);
    }

    @Override
    public String toString() {
        return "[certificate and key]";
    }
}
