package org.permanence.boot;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.permanence.settings.HouseSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "run", description = "Runs the engine until it is told to stop (SIGTERM).")
final class RunCommand implements Callable<Integer> {

    @Mixin
    private HouseOption house = new HouseOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        HouseSettings settings = house.read();
        HouseSounds sounds =
                SoundsInProgress.prepare(settings, spec.commandLine().getErr());
        var closed = new CountDownLatch(1);
        var running = new House(settings, sounds);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("closing").unstarted(() -> {
            running.close();
            closed.countDown();
        }));
        running.open();
        closed.await();
        return 0;
    }
}
