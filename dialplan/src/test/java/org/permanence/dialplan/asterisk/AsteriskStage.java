package org.permanence.dialplan.asterisk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.permanence.testing.Fixtures;

/// A real Asterisk with our dialplan, a carrier, two telephones and two addresses where engines may be.
final class AsteriskStage implements AutoCloseable {

    final RealAsterisk asterisk;
    final AsteriskHouse house;
    final int sipPort;
    private final int doctorPort = RealAsterisk.freePort(Houses.PHONES);
    private final int deskPort = RealAsterisk.freePort(Houses.PHONES);
    private final List<AutoCloseable> props = new ArrayList<>();

    AsteriskStage(Path work) throws IOException {
        assumeTrue(
                RealAsterisk.tree().isPresent(),
                "no real Asterisk (expected: -Dpermanence.asterisk=TREE, as scripts/test gives it)");
        Path tree = RealAsterisk.tree().orElseThrow();
        sipPort = RealAsterisk.freePort("127.0.0.1");
        Files.createDirectories(work);
        house = new AsteriskHouse(
                Houses.folders(tree, work),
                Houses.network(
                        sipPort,
                        RealAsterisk.freePort("127.0.0.1"),
                        List.of(
                                new Address("127.0.0.1", RealAsterisk.freePort("127.0.0.1")),
                                new Address("127.0.0.1", RealAsterisk.freePort("127.0.0.1")))),
                List.of(Houses.carrier()),
                List.of(Houses.fixed("doctor", Houses.DOCTOR, doctorPort), Houses.fixed("desk", Houses.DESK, deskPort)),
                List.of(Houses.lesLilas(new FallbackLine.House("doctor"), new FallbackLine.House("desk"))));
        Houses.record(house.folders().sounds());
        asterisk = RealAsterisk.start(tree, house, work.resolve("conf"));
    }

    StandInEngine engine(int n) {
        return keep(StandInEngine.listening(house.network().engines().get(n - 1).port()));
    }

    StandInPulse pulse() {
        AmiDoor ami = house.network().ami();
        return keep(new StandInPulse(ami.address()).login(ami.accounts().getFirst()));
    }

    Telephone doctor(Telephone.Manner manner) {
        return keep(new Telephone(Houses.PHONES, doctorPort, sipPort, manner));
    }

    Telephone desk(Telephone.Manner manner) {
        return keep(new Telephone(Houses.PHONES, deskPort, sipPort, manner));
    }

    Telephone patient() {
        return keep(Telephone.caller(sipPort));
    }

    Telephone patientCallingLesLilas() {
        return patient().dials(Fixtures.LES_LILAS_DID.digits());
    }

    <T extends AutoCloseable> T keep(T prop) {
        props.add(prop);
        return prop;
    }

    /// Between two scenes: no call is left, no engine beats. The telephones go last, for an INVITE or a BYE that
    /// nobody answers is sent again, into the next scene.
    void clear() throws Exception {
        close(prop -> !(prop instanceof Telephone));
        asterisk.says("channel request hangup all");
        asterisk.says("dialplan set global PERM_BEAT_1 0");
        asterisk.says("dialplan set global PERM_BEAT_2 0");
        Patience.until("no channel left", asterisk::hasNoChannel);
        close(_ -> true);
        props.clear();
    }

    private void close(Predicate<AutoCloseable> which) throws Exception {
        for (AutoCloseable prop : props) {
            if (which.test(prop)) {
                prop.close();
            }
        }
    }

    @Override
    public void close() {
        asterisk.close();
    }
}
