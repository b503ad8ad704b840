package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.permanence.privacy.PhoneNumber;
import org.permanence.testing.Fixtures;

/// A real Asterisk with our dialplan, a carrier, two telephones and the addresses of two engines.
final class AsteriskTestbed implements AutoCloseable {

    /// A line behind the carrier that practices ring.
    static final PhoneNumber LINE = PhoneNumber.parse(Fixtures.NUMBER_PREFIX + "912");

    final RealAsterisk asterisk;
    final AsteriskModel model;
    final int sipPort;
    private final int doctorPort = RealAsterisk.freePort(SampleModels.PHONES);
    private final int carrierPort = RealAsterisk.freePort(SampleModels.CARRIER);
    private final int assistantPort = RealAsterisk.freePort(SampleModels.PHONES);
    private final List<AutoCloseable> resources = new ArrayList<>();

    AsteriskTestbed(Path work) throws IOException {
        assumeTrue(
                RealAsterisk.tree().isPresent(),
                "no real Asterisk (expected: -Dpermanence.asterisk=TREE, set by scripts/test)");
        Path tree = RealAsterisk.tree().orElseThrow();
        sipPort = RealAsterisk.freePort("127.0.0.1");
        Files.createDirectories(work);
        model = new AsteriskModel(
                SampleModels.paths(tree, work),
                SampleModels.network(
                        sipPort,
                        RealAsterisk.freePort("127.0.0.1"),
                        List.of(
                                new Address("127.0.0.1", RealAsterisk.freePort("127.0.0.1")),
                                new Address("127.0.0.1", RealAsterisk.freePort("127.0.0.1")))),
                List.of(
                        new Trunk(
                                "carrier",
                                List.of(SampleModels.CARRIER),
                                Optional.of(new Address(SampleModels.CARRIER, carrierPort)),
                                false,
                                SipProtocol.UDP,
                                Optional.empty()),
                        SampleModels.assertingCarrier()),
                List.of(
                        SampleModels.fixedEndpoint("doctor", SampleModels.DOCTOR, doctorPort),
                        SampleModels.fixedEndpoint("assistant", SampleModels.ASSISTANT, assistantPort)),
                List.of(SampleModels.lesLilas(
                        new FallbackLine.Extension("doctor"), new FallbackLine.Extension("assistant"))),
                List.of(LINE));
        SampleModels.writeSounds(model.paths().sounds());
        asterisk = RealAsterisk.start(tree, model, work.resolve("conf"));
    }

    StubEngine engine(int n) {
        return register(
                StubEngine.listening(model.network().engines().get(n - 1).port()));
    }

    StubAmiClient amiClient() {
        ManagerAccess ami = model.network().ami();
        return register(new StubAmiClient(ami.address()).login(ami.accounts().getFirst()));
    }

    SipPhone doctor(SipPhone.PhoneBehaviour behaviour) {
        return register(new SipPhone(SampleModels.PHONES, doctorPort, sipPort, behaviour));
    }

    SipPhone assistant(SipPhone.PhoneBehaviour behaviour) {
        return register(new SipPhone(SampleModels.PHONES, assistantPort, sipPort, behaviour));
    }

    /// The carrier, where the calls arrive that Asterisk makes to numbers.
    SipPhone carrier(SipPhone.PhoneBehaviour behaviour) {
        return register(new SipPhone(SampleModels.CARRIER, carrierPort, sipPort, behaviour));
    }

    SipPhone patient() {
        return register(SipPhone.caller(sipPort));
    }

    SipPhone patientCallingLesLilas() {
        return patient().dial(Fixtures.LES_LILAS_DID.digits());
    }

    <T extends AutoCloseable> T register(T resource) {
        resources.add(resource);
        return resource;
    }

    /// Between two tests: no call is left, no engine has a heartbeat. Calls end before their engine, because the
    /// fallback would ring for them, and the telephones are reset last: an unanswered INVITE or BYE is sent again,
    /// into the next test.
    void clear() throws Exception {
        asterisk.runConsole("channel request hangup all");
        close(prop -> !(prop instanceof SipPhone));
        asterisk.runConsole("dialplan set global PERM_HEARTBEAT_1 0");
        asterisk.runConsole("dialplan set global PERM_HEARTBEAT_2 0");
        Await.until("no channel left", asterisk::hasNoChannel);
        close(_ -> true);
        resources.clear();
    }

    private void close(Predicate<AutoCloseable> which) throws Exception {
        for (AutoCloseable prop : resources) {
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
