package org.permanence.console;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of the installation: for the console's host, or for the devices of people. Browsers that
/// trust the first trust it for this host only: its certificate names the host as the only permitted one (RFC 5280,
/// 4.2.1.10).
public final class CertificateAuthority {

    static final Duration AUTHORITY_LIFE = Duration.ofDays(3_650);
    static final Duration CERTIFICATE_LIFE = Duration.ofDays(365);

    private static final X500Principal NAME = new X500Principal("CN=Permanence installation authority");
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final Duration CLOCK_ERROR = Duration.ofHours(1);
    private static final int SERIAL_BITS = 127;

    private final TlsIdentity identity;

    public CertificateAuthority(TlsIdentity identity) {
        this.identity = identity;
    }

    /// Makes an authority for one host.
    static CertificateAuthority create(String host, Instant now) {
        var constraints = new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(permitted(host))}, null);
        return create(NAME, Extension.nameConstraints, constraints, now);
    }

    /// Makes an authority for devices, under a name of its own: a browser offers no certificate of an earlier one.
    public static CertificateAuthority createForDevices(Instant now) {
        var name =
                new X500Principal("CN=Permanence devices " + HexFormat.of().toHexDigits(new SecureRandom().nextInt()));
        return create(name, Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth), now);
    }

    private static CertificateAuthority create(
            X500Principal name, ASN1ObjectIdentifier limit, ASN1Encodable limitTo, Instant now) {
        try {
            KeyPair keys = keys();
            var builder = builder(name, name, keys, now, now.plus(AUTHORITY_LIFE))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(limit, true, limitTo)
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return new CertificateAuthority(new TlsIdentity(keys.getPrivate(), List.of(sign(builder, keys))));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException fault) {
            throw new IllegalStateException("certificate: authority not made", fault);
        }
    }

    /// Makes a server certificate for the host, with a new key.
    TlsIdentity issue(String host, Instant now) {
        return issue(
                new X500Principal("CN=Permanence console"),
                KeyPurposeId.id_kp_serverAuth,
                Optional.of(new GeneralNames(name(host))),
                now);
    }

    /// Makes a certificate for a device, with a new key. It ends with the authority's at the latest.
    ///
    /// @param name by which a browser shows it
    public TlsIdentity issueToDevice(String name, Instant now) {
        return issue(new X500Principal("CN=" + name), KeyPurposeId.id_kp_clientAuth, Optional.empty(), now);
    }

    private TlsIdentity issue(X500Principal name, KeyPurposeId purpose, Optional<GeneralNames> hosts, Instant now) {
        try {
            KeyPair keys = keys();
            X509Certificate authority = identity.certificate();
            var extensions = new JcaX509ExtensionUtils();
            Instant end = Collections.min(
                    List.of(now.plus(CERTIFICATE_LIFE), authority.getNotAfter().toInstant()));
            var builder = builder(authority.getSubjectX500Principal(), name, keys, now, end)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions.createAuthorityKeyIdentifier(authority.getPublicKey()))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            extensions.createSubjectKeyIdentifier(keys.getPublic()));
            if (hosts.isPresent()) {
                builder.addExtension(Extension.subjectAlternativeName, false, hosts.get());
            }
            X509Certificate certificate = sign(builder, new KeyPair(authority.getPublicKey(), identity.key()));
            return new TlsIdentity(keys.getPrivate(), List.of(certificate, authority));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException fault) {
            throw new IllegalStateException("certificate: not made", fault);
        }
    }

    /// Whether the certificate has the host as its name.
    static boolean isForHost(X509Certificate certificate, String host) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream().anyMatch(name -> isHost(name.getLast().toString(), host));
        } catch (CertificateParsingException _) {
            return false;
        }
    }

    /// An address may be written in several ways.
    private static boolean isHost(String name, String host) {
        return isAddress(host)
                ? InetAddress.ofLiteral(name).equals(InetAddress.ofLiteral(bare(host)))
                : name.equals(host);
    }

    public TlsIdentity identity() {
        return identity;
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, KeyPair keys, Instant now, Instant end) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1),
                Date.from(now.minus(CLOCK_ERROR)),
                Date.from(end),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(org.bouncycastle.cert.X509v3CertificateBuilder builder, KeyPair signer)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signer.getPrivate())));
    }

    private static GeneralName name(String host) {
        return isAddress(host)
                ? new GeneralName(GeneralName.iPAddress, bare(host))
                : new GeneralName(GeneralName.dNSName, host);
    }

    /// A name constraint has an address with a mask: here all bits.
    private static GeneralName permitted(String host) {
        if (!isAddress(host)) {
            return name(host);
        }
        byte[] address = InetAddress.ofLiteral(bare(host)).getAddress();
        byte[] masked = java.util.Arrays.copyOf(address, 2 * address.length);
        java.util.Arrays.fill(masked, address.length, masked.length, (byte) 0xff);
        return new GeneralName(GeneralName.iPAddress, new DEROctetString(masked));
    }

    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }

    /// An IPv6 address without the brackets of a URI.
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
