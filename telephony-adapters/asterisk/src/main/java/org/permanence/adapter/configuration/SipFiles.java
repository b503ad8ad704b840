package org.permanence.adapter.configuration;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The content of the files that `pjsip.conf` includes: transports, trunks, telephones. The options are in the
/// templates of that file.
final class SipFiles {

    private SipFiles() {}

    /// The transports for these protocols, and a password that is given to no telephone: every request over UDP or
    /// TCP that is not a trunk's or a plain telephone's is asked for it.
    static String transports(SipTransports sip, Set<SipProtocol> protocols, AsteriskPassword ofNoPhone) {
        return """
                [anonymous@plain]
                type = auth
                auth_type = userpass
                username = anonymous
                password = %s
                """.formatted(ofNoPhone.value())
                + protocols.stream().map(protocol -> transport(sip, protocol)).collect(Collectors.joining());
    }

    private static String transport(SipTransports sip, SipProtocol protocol) {
        return switch (protocol) {
            case UDP, TCP -> """
                    [%1$s](plain_transport)
                    protocol = %1$s
                    bind = %2$s
                    """.formatted(protocol.word(), sip.plain());
            case TLS ->
                sip.tls()
                        .map(tls -> tls(sip.plain().host(), tls))
                        .orElseThrow(() ->
                                new IllegalStateException("TLS: no certificate (expected: checked by AsteriskModel)"));
        };
    }

    private static String tls(String host, SipTransports.Tls tls) {
        return """
                [tls](tls_transport)
                bind = %s:%d
                cert_file = %s
                priv_key_file = %s
                """.formatted(host, tls.port(), tls.certificate(), tls.key())
                + tls.trusted().map(file -> "ca_list_file = " + file + "\n").orElse("");
    }

    static String trunks(List<Trunk> trunks) {
        return trunks.stream().map(SipFiles::trunk).collect(Collectors.joining("\n"));
    }

    private static String trunk(Trunk trunk) {
        String name = trunk.name();
        String template = (trunk.assertsCallerId() ? "trunk_with_caller_id" : "any_trunk")
                + (trunk.protocol() == SipProtocol.UDP ? "" : ",trunk_with_connection")
                + encryption(trunk.protocol());
        return "[%s](%s)\ntransport = %s\n"
                        .formatted(name, template, trunk.protocol().word())
                + trunk.outbound().map(_ -> "aors = " + name + "\n").orElse("")
                + trunk.account().map(account -> login(name, account)).orElse("")
                + trunk.outbound()
                        .map(address -> fixed(name, address, trunk.protocol()))
                        .orElse("")
                + trunk.account().map(account -> account(trunk, account)).orElse("")
                + """
                [%1$s]
                type = identify
                endpoint = %1$s
                """.formatted(name)
                + trunk.addresses().stream()
                        .map(address -> "match = " + address + "\n")
                        .collect(Collectors.joining());
    }

    /// The options of the trunk's endpoint. A carrier where Asterisk registers knows its own domain only.
    private static String login(String name, TrunkAccount account) {
        return "outbound_auth = " + name + "\n"
                + account.registrar()
                        .map(registrar -> "from_domain = " + registrar.host() + "\n")
                        .orElse("");
    }

    private static String account(Trunk trunk, TrunkAccount account) {
        return """
                [%s]
                type = auth
                auth_type = userpass
                username = %s
                password = %s
                """.formatted(trunk.name(), account.user(), account.password())
                + account.registrar()
                        .map(registrar -> registration(trunk, account, registrar))
                        .orElse("");
    }

    private static String registration(Trunk trunk, TrunkAccount account, Address registrar) {
        String protocol = trunk.protocol().word();
        return """
                [%1$s](any_registration)
                transport = %2$s
                outbound_auth = %1$s
                server_uri = sip:%3$s\\;transport=%2$s
                client_uri = sip:%4$s@%5$s
                contact_user = %6$s
                """.formatted(trunk.name(), protocol, registrar, account.user(), registrar.host(), account.contact());
    }

    static String phones(List<SipEndpoint> phones) {
        return phones.stream().map(SipFiles::phone).collect(Collectors.joining("\n"));
    }

    private static String phone(SipEndpoint phone) {
        String name = phone.endpoint();
        return switch (phone.access()) {
            case SipEndpoint.Fixed(Address contact, SipProtocol protocol) ->
                endpoint(phone, "phone_fixed") + fixed(name, contact, protocol);
            case SipEndpoint.Plain(AsteriskPassword secret) ->
                endpoint(phone, "phone_plain") + registered(name, secret);
            case SipEndpoint.Encrypted(AsteriskPassword secret) ->
                endpoint(phone, "phone_tls") + registered(name, secret);
        };
    }

    /// Asterisk receives the audio of an endpoint on the address of its transport.
    private static String endpoint(SipEndpoint phone, String template) {
        return "[%1$s](%2$s)\ntransport = %3$s\naors = %1$s\n"
                .formatted(
                        phone.endpoint(),
                        template + encryption(phone.protocol()),
                        phone.protocol().word());
    }

    /// The template that requires SRTP, after a comma.
    private static String encryption(SipProtocol protocol) {
        return protocol.isEncrypted() ? ",srtp_required" : "";
    }

    /// A semicolon begins a comment in Asterisk's files unless it follows a backslash.
    private static String fixed(String name, Address contact, SipProtocol protocol) {
        return """
                [%1$s]
                type = aor
                contact = sip:%1$s@%2$s\\;transport=%3$s
                """.formatted(name, contact, protocol.word());
    }

    private static String registered(String name, AsteriskPassword secret) {
        return """
                auth = %1$s
                [%1$s]
                type = auth
                auth_type = userpass
                username = %1$s
                password = %2$s
                [%1$s](registered_contact)
                """.formatted(name, secret.value());
    }
}
