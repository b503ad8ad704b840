package org.permanence.adapter.configuration;

import java.util.List;
import java.util.stream.Collectors;

/// The content of the files that `pjsip.conf` includes: transports, trunks, telephones. The options are in the
/// templates of that file.
final class SipFiles {

    private SipFiles() {}

    static String transports(SipTransports sip) {
        String udp = """
                [udp]
                type = transport
                protocol = udp
                bind = %s
                """.formatted(sip.udp());
        return udp
                + sip.tls()
                        .map(tls -> """
                                [tls]
                                type = transport
                                protocol = tls
                                bind = %s:%d
                                method = tlsv1_2
                                cert_file = %s
                                priv_key_file = %s
                                """.formatted(sip.udp().host(), tls.port(), tls.certificate(), tls.key()))
                        .orElse("");
    }

    static String trunks(List<Trunk> trunks) {
        return trunks.stream().map(SipFiles::trunk).collect(Collectors.joining("\n"));
    }

    private static String trunk(Trunk trunk) {
        String aors = trunk.outbound().isPresent() ? "aors = " + trunk.name() + "\n" : "";
        String matches = trunk.addresses().stream()
                .map(address -> "match = " + address + "\n")
                .collect(Collectors.joining());
        String identify = """
                [%1$s]
                type = identify
                endpoint = %1$s
                """.formatted(trunk.name());
        String template = trunk.assertsCallerId() ? "trunk_with_caller_id" : "any_trunk";
        return "[" + trunk.name() + "](" + template + ")\n" + aors
                + trunk.outbound().map(address -> fixed(trunk.name(), address)).orElse("")
                + identify
                + matches;
    }

    static String phones(List<SipEndpoint> phones) {
        return phones.stream().map(SipFiles::phone).collect(Collectors.joining("\n"));
    }

    private static String phone(SipEndpoint phone) {
        String name = phone.endpoint();
        return switch (phone.access()) {
            case SipEndpoint.Fixed(Address contact) -> endpoint(name, "phone_fixed") + fixed(name, contact);
            case SipEndpoint.Plain(AsteriskPassword secret) -> endpoint(name, "phone_plain") + registered(name, secret);
            case SipEndpoint.Encrypted(AsteriskPassword secret) ->
                endpoint(name, "phone_tls") + "transport = tls\n" + registered(name, secret);
        };
    }

    private static String endpoint(String name, String template) {
        return "[%1$s](%2$s)\naors = %1$s\n".formatted(name, template);
    }

    private static String fixed(String name, Address contact) {
        return """
                [%1$s]
                type = aor
                contact = sip:%1$s@%2$s
                """.formatted(name, contact);
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
