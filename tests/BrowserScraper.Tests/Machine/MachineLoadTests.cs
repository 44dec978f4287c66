using BrowserScraper.Machine;
using BrowserScraper.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BrowserScraper.Tests.Machine;

public sealed class MachineLoadTests : IDisposable
{
    private const string Own = "Name: x\nCpus_allowed_list:\t0,2-3\n";

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cpu_SomeProcessorsAreNotOurs_CountsOursAlone()
    {
        Write("proc/self/status", Own);
        Write("proc/stat",
            "cpu 0 0 0 0 0 0 0 0 0 0\ncpu0 100 0 0 100 0 0 0 0 0 0\ncpu1 0 0 0 0 0 0 0 0 0 0\ncpu2 0 0 0 0 0 0 0 0 0 0\ncpu3 0 0 0 0 0 0 "
                + "0 0 0 0\n");
        MachineLoad load = Load();
        Assert.Null(load.Cpu());

        Write("proc/stat",
            "cpu 0 0 0 0 0 0 0 0 0 0\ncpu0 160 0 0 100 40 0 0 0 0 0\ncpu1 900 0 0 0 0 0 0 0 0 0\ncpu2 0 0 0 100 0 0 0 0 0 0\ncpu3 0 0 0 "
                + "100 0 0 0 0 0 0\n");
        Assert.Equal(0.2, load.Cpu()!.Value, 6);
    }

    [Fact]
    public void Cpu_ContainerMayUseHalfAProcessor_IsBusyWhenItDoes()
    {
        Write("proc/self/cgroup", "0::/box\n");
        Write("proc/stat", "cpu 0 0 0 100 0 0 0 0 0 0\n");
        Write("groups/cgroup.controllers", "cpu memory");
        Write("groups/box/cpu.max", "50000 100000");
        Write("groups/box/cpu.stat", "usage_usec 1000000\nuser_usec 1\n");
        MachineLoad load = Load();
        load.Cpu();

        clock.Advance(TimeSpan.FromSeconds(2));
        Write("proc/stat", "cpu 100 0 0 1000 0 0 0 0 0 0\n");
        Write("groups/box/cpu.stat", "usage_usec 1900000\nuser_usec 1\n");

        Assert.Equal(0.9, load.Cpu()!.Value, 6); // 0.9 of one second
    }

    [Fact]
    public void Memory_ContainerAndTheOneAroundItHaveLimits_IsWhatTheTighterOneLeaves()
    {
        Write("proc/self/cgroup", "0::/outer/inner\n");
        Write("proc/meminfo", "MemTotal: 8000 kB\nMemFree: 10 kB\nMemAvailable: 4000 kB\n");
        Write("groups/cgroup.controllers", "cpu memory");
        Write("groups/outer/inner/memory.max", "max");
        Write("groups/outer/inner/memory.current", "100");
        Write("groups/outer/memory.max", "1000000");
        Write("groups/outer/memory.current", "900000");
        Write("groups/outer/memory.stat", "anon 1\ninactive_file 300000\n");

        Assert.Equal(new MemoryRoom(400_000, 1_000_000), Load().Memory());
    }

    [Fact]
    public void Memory_OldControlGroups_AreUnderstood()
    {
        Write("proc/self/cgroup", "4:memory:/box\n2:cpuacct,cpu:/\n");
        Write("proc/meminfo", "MemTotal: 8000 kB\nMemAvailable: 4000 kB\n");
        Write("groups/memory/memory.limit_in_bytes", "9223372036854771712");
        Write("groups/memory/memory.usage_in_bytes", "5");
        Write("groups/memory/box/memory.limit_in_bytes", "2000000");
        Write("groups/memory/box/memory.usage_in_bytes", "500000");

        Assert.Equal(new MemoryRoom(1_500_000, 2_000_000), Load().Memory());
    }

    [Fact]
    public void Memory_NoLimit_IsTheMachines()
    {
        Write("proc/self/cgroup", "0::/\n");
        Write("proc/meminfo", "MemTotal: 8000 kB\nMemAvailable: 4000 kB\n");

        Assert.Equal(new MemoryRoom(4_096_000, 8_192_000), Load().Memory());
    }

    [Fact]
    public void Memory_NotLinux_IsNotKnown() => Assert.Null(Load().Memory());

    private MachineLoad Load() => new(clock, folder["proc"], new(folder["proc"], folder["groups"]));

    private void Write(string path, string text)
    {
        string full = folder[path];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
