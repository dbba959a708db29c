export const from = '/opt/sample/tmp/keep', to = '/opt/sample/tmp/kept';
