package org.permanence.console;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.permanence.signin.device.DeviceIssuer;

/// TLS as a browser speaks it.
final class TlsClients {

    private TlsClients() {}

    /// Trusts an authority.
    static SSLContext trusting(X509Certificate authority) {
        return context(authority, Optional.empty());
    }

    /// Trusts an authority, and proves the key in the file of a device, opened with its password.
    static SSLContext context(X509Certificate authority, Optional<DeviceIssuer.Issued> device) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", authority);
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(device.isPresent() ? keys(device.get()) : null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static KeyManager[] keys(DeviceIssuer.Issued device) throws GeneralSecurityException, IOException {
        char[] password = device.password().toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(Base64.getDecoder().decode(device.file())), password);
        return new KeyManager[] {new OneKey(keys.aliases().nextElement(), keys, password)};
    }

    /// Shows its certificate whatever authority the server asks for.
    private static final class OneKey extends X509ExtendedKeyManager {

        private final String alias;
        private final PrivateKey key;
        private final X509Certificate[] chain;

        private OneKey(String alias, KeyStore keys, char[] password) throws GeneralSecurityException {
            this.alias = alias;
            key = (PrivateKey) keys.getKey(alias, password);
            chain = Stream.of(keys.getCertificateChain(alias))
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {alias};
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return alias;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            throw new IllegalStateException("no server");
        }

        @Override
        public X509Certificate[] getCertificateChain(String name) {
            return chain.clone();
        }

        @Override
        public PrivateKey getPrivateKey(String name) {
            return key;
        }
    }
}
