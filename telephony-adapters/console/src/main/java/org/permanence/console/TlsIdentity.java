package org.permanence.console;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/// A private key and its certificates, the key's own first. In one PEM file, so that both always fit together.
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {

    public TlsIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("certificate: none (expected: the key's certificate)");
        }
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /// Reads the PEM of a key (PKCS#8, or as OpenSSL writes it) and its certificates, in any order of the two.
    ///
    /// @throws IOException if it has no key, no certificate, or one of another key
    public static TlsIdentity read(byte[] pem) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        List<PrivateKey> keys = new ArrayList<>();
        try (var parser = new PEMParser(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                switch (part) {
                    case PrivateKeyInfo key -> keys.add(new JcaPEMKeyConverter().getPrivateKey(key));
                    case PEMKeyPair pair -> keys.add(new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo()));
                    case X509CertificateHolder certificate ->
                        certificates.add(new JcaX509CertificateConverter().getCertificate(certificate));
                    default -> {}
                }
            }
        } catch (GeneralSecurityException fault) {
            throw new IOException("certificate: unreadable (expected: PEM)", fault);
        }
        if (keys.size() != 1 || certificates.isEmpty()) {
            throw new IOException("certificate: " + keys.size() + " keys, " + certificates.size()
                    + " certificates (expected: one key and its certificates)");
        }
        var identity = new TlsIdentity(keys.getFirst(), certificates);
        if (!identity.fits()) {
            throw new IOException("certificate: of another key (expected: the key's own certificate first)");
        }
        return identity;
    }

    /// Whether the first certificate is the key's: it verifies what the key signs.
    private boolean fits() {
        try {
            ContentSigner signer = new JcaContentSignerBuilder(
                            key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                    .build(key);
            signer.getOutputStream().write(1);
            ContentVerifier verifier = new JcaContentVerifierProviderBuilder()
                    .build(certificate().getPublicKey())
                    .get(signer.getAlgorithmIdentifier());
            verifier.getOutputStream().write(1);
            return verifier.verify(signer.getSignature());
        } catch (OperatorException | IOException _) {
            return false; // The key and the certificate are of different kinds.
        }
    }

    public byte[] pem() {
        var pem = new StringWriter();
        try (var writer = new JcaPEMWriter(pem)) {
            writer.writeObject(new JcaPKCS8Generator(key, null));
            for (X509Certificate certificate : chain) {
                writer.writeObject(certificate);
            }
        } catch (IOException fault) {
            throw new IllegalStateException("certificate: not written", fault);
        }
        return pem.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// A trust store in memory of the authority for devices.
    static KeyStore trustStore(X509Certificate authority) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("devices", authority);
            return store;
        } catch (GeneralSecurityException | IOException fault) {
            throw new IllegalStateException("certificate: no trust store", fault);
        }
    }

    /// A key store in memory, without a password: it never reaches a file.
    KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("console", key, new char[0], chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException fault) {
            throw new IllegalStateException("certificate: no key store", fault);
        }
    }

    @Override
    public String toString() {
        return "[tls identity]";
    }
}
