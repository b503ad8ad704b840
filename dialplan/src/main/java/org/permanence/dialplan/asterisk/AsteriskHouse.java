package org.permanence.dialplan.asterisk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.privacy.PhoneNumber;

/// Everything that differs from one installation's Asterisk to another's.
public record AsteriskHouse(
        Folders folders, Network network, List<Trunk> trunks, List<Phone> phones, List<AnsweredPractice> practices) {

    public AsteriskHouse {
        trunks = List.copyOf(trunks);
        phones = List.copyOf(phones);
        practices = List.copyOf(practices);
        Checked.distinct("phone", phones.stream().map(Phone::name).toList(), name -> name);
        Checked.distinct(
                "practice", practices.stream().map(AnsweredPractice::id).toList(), id -> id);
        Checked.distinct("endpoint", endpoints(trunks, phones), name -> name);
        Checked.distinct("number of practices", numbers(practices), _ -> "one number");
        for (AnsweredPractice practice : practices) {
            for (FallbackLine line : practice.fallback()) {
                requireReachable(practice.id(), line, trunks, phones);
            }
        }
        if (network.sip().tls().isEmpty()
                && phones.stream().anyMatch(phone -> phone.reach() instanceof Phone.Encrypted)) {
            throw new IllegalArgumentException("TLS: no certificate (expected: one, for the encrypted phones)");
        }
    }

    Phone phone(String name) {
        return find(phones, name).orElseThrow(() -> new IllegalStateException("phone: checked and gone"));
    }

    private static List<String> endpoints(List<Trunk> trunks, List<Phone> phones) {
        return Stream.concat(trunks.stream().map(Trunk::name), phones.stream().map(Phone::endpoint))
                .toList();
    }

    /// As a trunk may dial them: two practices must not meet in a number's national form either.
    private static List<String> numbers(List<AnsweredPractice> practices) {
        return practices.stream()
                .flatMap(practice -> practice.numbers().stream())
                .flatMap(number -> Dialled.forms(number).stream())
                .toList();
    }

    private static void requireReachable(String practice, FallbackLine line, List<Trunk> trunks, List<Phone> phones) {
        boolean reachable = switch (line) {
            case FallbackLine.House(String phone) -> find(phones, phone).isPresent();
            case FallbackLine.Outside(String name, PhoneNumber _) ->
                trunks.stream()
                        .anyMatch(trunk ->
                                trunk.name().equals(name) && trunk.outbound().isPresent());
        };
        if (!reachable) {
            String name = switch (line) {
                case FallbackLine.House(String phone) -> "phone " + phone;
                case FallbackLine.Outside(String trunk, PhoneNumber _) -> "trunk " + trunk;
            };
            throw new IllegalArgumentException("practice " + practice + ": fallback line: " + name
                    + " (expected: a phone of the house, or a trunk with an outbound address)");
        }
    }

    private static Optional<Phone> find(List<Phone> phones, String name) {
        return phones.stream().filter(phone -> phone.name().equals(name)).findFirst();
    }
}
