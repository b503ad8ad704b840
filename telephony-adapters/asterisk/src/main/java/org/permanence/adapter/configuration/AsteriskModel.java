package org.permanence.adapter.configuration;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.permanence.privacy.PhoneNumber;

/// Everything in an Asterisk's configuration that differs by installation.
///
/// @param lineNumbers the numbers of all lines behind trunks: a call that one of them forwarded is refused
public record AsteriskModel(
        AsteriskPaths paths,
        AsteriskNetwork network,
        List<Trunk> trunks,
        List<SipEndpoint> phones,
        List<PracticeNumbers> practices,
        List<PhoneNumber> lineNumbers) {

    public AsteriskModel {
        trunks = List.copyOf(trunks);
        phones = List.copyOf(phones);
        practices = List.copyOf(practices);
        lineNumbers = List.copyOf(lineNumbers);
        ConfValues.distinct("phone", phones.stream().map(SipEndpoint::name).toList(), name -> name);
        ConfValues.distinct(
                "practice", practices.stream().map(PracticeNumbers::id).toList(), id -> id);
        ConfValues.distinct("endpoint", endpoints(trunks, phones), name -> name);
        ConfValues.distinct("number of practices", numbers(practices), _ -> "one number");
        for (PracticeNumbers practice : practices) {
            for (FallbackLine line : practice.fallback()) {
                requireReachable(practice.id(), line, trunks, phones);
            }
        }
        requireCertificates(network.sip(), trunks, phones);
    }

    SipEndpoint phone(String name) {
        return find(phones, name)
                .orElseThrow(() -> new IllegalStateException("phone: missing (expected: checked in the constructor)"));
    }

    /// The practices' languages, each once, sorted.
    List<String> languages() {
        return practices.stream()
                .map(PracticeNumbers::language)
                .distinct()
                .sorted()
                .toList();
    }

    /// What trunks and telephones use; Asterisk listens on nothing else.
    Set<SipProtocol> protocols() {
        return Stream.concat(
                        trunks.stream().map(Trunk::protocol), phones.stream().map(SipEndpoint::protocol))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(SipProtocol.class)));
    }

    private static void requireCertificates(SipTransports sip, List<Trunk> trunks, List<SipEndpoint> phones) {
        boolean encrypted = trunks.stream().anyMatch(trunk -> trunk.protocol().isEncrypted())
                || phones.stream().anyMatch(phone -> phone.protocol().isEncrypted());
        if (encrypted && sip.tls().isEmpty()) {
            throw new IllegalArgumentException(
                    "TLS: no certificate (expected: one, for the encrypted trunks and phones)");
        }
        boolean calls = trunks.stream().anyMatch(trunk -> trunk.protocol().isEncrypted() && trunk.isCalled())
                || phones.stream().anyMatch(AsteriskModel::isCalledOverTls);
        if (calls && sip.tls().flatMap(SipTransports.Tls::trusted).isEmpty()) {
            throw new IllegalArgumentException(
                    "TLS: no trusted certificates (expected: those of the trunks and phones at fixed addresses)");
        }
    }

    private static boolean isCalledOverTls(SipEndpoint phone) {
        return phone.access() instanceof SipEndpoint.Fixed(Address _, SipProtocol protocol) && protocol.isEncrypted();
    }

    private static List<String> endpoints(List<Trunk> trunks, List<SipEndpoint> phones) {
        return Stream.concat(trunks.stream().map(Trunk::name), phones.stream().map(SipEndpoint::endpoint))
                .toList();
    }

    /// In all forms in which a trunk may dial them: two practices must not share a national form either.
    private static List<String> numbers(List<PracticeNumbers> practices) {
        return practices.stream()
                .flatMap(practice -> practice.numbers().stream())
                .flatMap(number -> DidFormats.of(number).stream())
                .toList();
    }

    private static void requireReachable(
            String practice, FallbackLine line, List<Trunk> trunks, List<SipEndpoint> phones) {
        boolean reachable = switch (line) {
            case FallbackLine.Extension(String phone) -> find(phones, phone).isPresent();
            case FallbackLine.External(String name, PhoneNumber _) ->
                trunks.stream()
                        .anyMatch(trunk ->
                                trunk.name().equals(name) && trunk.outbound().isPresent());
        };
        if (!reachable) {
            String name = switch (line) {
                case FallbackLine.Extension(String phone) -> "phone " + phone;
                case FallbackLine.External(String trunk, PhoneNumber _) -> "trunk " + trunk;
            };
            throw new IllegalArgumentException("practice " + practice + ": fallback line: " + name
                    + " (expected: a phone of the settings, or a trunk with an outbound address)");
        }
    }

    private static Optional<SipEndpoint> find(List<SipEndpoint> phones, String name) {
        return phones.stream().filter(phone -> phone.name().equals(name)).findFirst();
    }
}
