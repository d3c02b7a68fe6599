using PositionRecovery.Simulation;

return args switch
{
    _ => Usage.Show(args),
};
