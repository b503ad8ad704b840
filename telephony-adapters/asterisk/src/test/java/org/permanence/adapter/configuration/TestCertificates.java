package org.permanence.adapter.configuration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Certificates of Asterisk and of its peers, and what the peers make of them.
final class TestCertificates {

    private static final char[] PASSWORD = "of-this-test".toCharArray();

    private TestCertificates() {}

    /// Writes certificate and key next to each other.
    static SipTransports.Tls write(
            Path directory, int port, SelfSignedCertificate own, SelfSignedCertificate... trusted) throws IOException {
        Files.createDirectories(directory);
        var all = new StringBuilder();
        for (SelfSignedCertificate one : trusted) {
            all.append(one.certificate());
        }
        return new SipTransports.Tls(
                port,
                Files.writeString(directory.resolve("sip.pem"), own.certificate()),
                Files.writeString(directory.resolve("sip.key"), own.key()),
                Optional.of(Files.writeString(directory.resolve("trusted.pem"), all)));
    }

    /// The TLS of a peer that shows `own` and trusts only `trusted`.
    static SSLContext context(SelfSignedCertificate own, SelfSignedCertificate trusted)
            throws GeneralSecurityException {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, PASSWORD);
            keys.setKeyEntry(
                    "own",
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(content(own.key()))),
                    PASSWORD,
                    new Certificate[] {certificate(own)});
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, PASSWORD);
            authorities.setCertificateEntry("trusted", certificate(trusted));
            var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, PASSWORD);
            var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static Certificate certificate(SelfSignedCertificate one) throws GeneralSecurityException {
        byte[] pem = one.certificate().getBytes(StandardCharsets.US_ASCII);
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    private static byte[] content(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
