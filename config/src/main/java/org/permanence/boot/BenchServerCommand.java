package org.permanence.boot;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.permanence.adapter.agi.AgiBenchServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "bench-server",
        description = "Serves FastAGI to a load generator: the path 'bench' is answered with ten commands.")
final class BenchServerCommand implements Callable<Integer> {

    @Option(names = "--agi-port", paramLabel = "N", required = true, description = "The port, on loopback.")
    private int port;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        try (var server = new AgiBenchServer(port)) {
            server.start();
            spec.commandLine().getOut().println("serving agi://127.0.0.1:" + server.port() + "/bench");
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
